import Messages
import Topology

/// In whose name messages are written: the service, and what that means in an envelope.
package struct MessageOrigin: Sendable {
  /// The service.
  package let service: ServiceName
  /// The CloudEvents `source` of everything this service says.
  package let source: String
  /// Writes and reads envelopes.
  package let coder = MessageCoder()

  package init(service: ServiceName) {
    self.service = service
    self.source = "/coopt/\(service.rawValue)"
  }
}
