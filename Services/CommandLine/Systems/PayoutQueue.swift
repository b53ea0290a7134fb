import AMQPClient
import Messages
import Topology
import Vocabulary

/// Where instructions to pay arrive.
package struct PayoutQueue: Hashable, Sendable {
  /// Its name, which begins as the login's queues do.
  package let name: String
  /// Whether it is there between two calls: what comes meanwhile waits in it.
  package let isDurable: Bool

  /// A queue that lasts, of a name; or one for this call alone.
  package init(lasting name: String?, prefix: String) throws(CommandFailure) {
    guard let name else {
      self.name = "\(prefix)coopt.\(MessageID.make())"
      isDurable = false
      return
    }
    guard name.hasPrefix(prefix), name.utf8.count <= 255 else {
      throw CommandFailure(.usage, "the broker lets this login have queues alone whose names begin with '\(prefix)'")
    }
    (self.name, isDurable) = (name, true)
  }

  /// What it hears: instructions to pay, and that one does not hold any more.
  package static let bindings = [
    FinanceNotification<PayoutRequested>.routingKey, FinanceNotification<PayoutCancelled>.routingKey,
  ].map { ExclusiveQueue.Binding(exchange: Exchange.notifications.rawValue, routingKey: $0) }

  /// Makes the queue, where it lasts and is not there yet; throws a failure when the broker refuses.
  package func declare(over configuration: AMQPConfiguration) async throws {
    guard isDurable else { return }
    do {
      try await AMQPTopologySession.with(configuration) { [name] session in
        try await session.declareQueue(name)
        for binding in Self.bindings {
          try await session.bind(queue: name, to: binding.exchange, routingKey: binding.routingKey)
        }
      }
    } catch let error as AMQPError {
      throw CommandFailure(error)
    }
  }
}
