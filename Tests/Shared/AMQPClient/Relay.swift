import Foundation
import Glibc
import Synchronization

/// Stands between a client and the broker, and may change or keep back what the broker says.
///
/// @unchecked: the listener's descriptor never changes; what does is behind the mutex.
final class Relay: @unchecked Sendable {
  private struct State {
    var isSwallowing = false
    var connections = 0
    var descriptors: [Int32] = []
  }

  let port: Int
  private let listener: Int32
  private let broker: Int
  private let change: @Sendable (inout [UInt8]) -> Void
  private let state = Mutex(State())

  /// Listens for clients of the broker at a port; `change` sees what the broker says, piece by piece.
  init?(to broker: Int, change: @escaping @Sendable (inout [UInt8]) -> Void = { _ in }) {
    guard let listener = Loopback.listen() else { return nil }
    (self.listener, self.port, self.broker, self.change) = (listener.descriptor, listener.port, broker, change)
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(self.listener, nil, nil)
        guard client >= 0 else { return }
        let server = Loopback.connect(port: self.broker)
        state.withLock { state in
          state.connections += 1
          state.descriptors += [client, server]
        }
        Thread.detachNewThread { self.copy(client, server, fromBroker: false) }
        Thread.detachNewThread { self.copy(server, client, fromBroker: true) }
      }
    }
  }

  /// How many clients have come.
  var connections: Int { state.withLock { $0.connections } }

  /// From now on, or no longer, what the broker says does not reach the client.
  func swallow(_ isSwallowing: Bool) {
    state.withLock { $0.isSwallowing = isSwallowing }
  }

  /// Takes no more clients, and cuts off those that are there.
  func end() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    for descriptor in state.withLock({ $0.descriptors }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  private func copy(_ from: Int32, _ to: Int32, fromBroker: Bool) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(from, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      if fromBroker, state.withLock({ $0.isSwallowing }) { continue }
      var piece = Array(buffer[..<count])
      if fromBroker { change(&piece) }
      var sent = 0
      while sent < piece.count {
        let count = piece[sent...].withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { break }
        sent += count
      }
    }
    shutdown(to, Int32(SHUT_RDWR))
    shutdown(from, Int32(SHUT_RDWR))
  }
}
