import Messages
import Observability
import Topology

/// In whose name messages are written: the service, and what that means in an envelope.
package struct MessageOrigin: Sendable {
  /// The service.
  package let service: ServiceName
  /// The CloudEvents `source` of everything this service says.
  package let source: String
  /// Writes envelopes, and reads those that anybody wrote.
  package let coder = MessageCoder()
  /// Reads the envelopes that services wrote.
  package let eventCoder = MessageCoder(reading: .services)
  /// Which traces are recorded; nil where none are.
  package let sampler: TraceSampler?
  /// Who is believed what.
  package let senders: Senders
  /// Whether an event that does not say which login published it counts as its service's own.
  package let believesUnvouchedEvents: Bool

  package init(
    service: ServiceName, sampler: TraceSampler? = nil, senders: Senders = Senders(),
    believesUnvouchedEvents: Bool = true
  ) {
    self.service = service
    self.sampler = sampler
    self.senders = senders
    self.believesUnvouchedEvents = believesUnvouchedEvents
    self.source = "/coopt/\(service.rawValue)"
  }
}
