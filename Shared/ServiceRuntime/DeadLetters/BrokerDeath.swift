import AMQPClient
import Topology
import Vocabulary

/// Why the broker took a message out of a queue, as its header `x-death` tells (RabbitMQ: Dead Letter Exchanges).
struct BrokerDeath {
  /// The queue that it was in.
  let queue: String
  /// Why it is a dead letter.
  let reason: DeadLetterReason
  /// The message as it first came.
  let delivery: Delivery

  /// Reads the death of a delivery; what cannot be read of it stays as the delivery has it.
  init(_ delivery: Delivery, in lane: String) {
    let headers = delivery.properties.headers
    guard Self.isBrokers(delivery) else {
      (queue, self.delivery) = (lane, delivery)
      reason = DeadLetterReason(code: .senderNotAllowed, detail: "the broker did not take it out of a queue")
      return
    }
    var death: [String: AMQPFieldValue] = [:]
    // The newest comes first: the broker's own, of the lane that it was meant for. Older ones its sender brought along, who
    // may have written anything there: a lane takes nothing that died before.
    if case .array(let deaths)? = headers["x-death"], case .table(let newest)? = deaths.first { death = newest }
    let named = (death["queue"] ?? headers["x-first-death-queue"])?.string
    queue = named.flatMap { name in Topology.allQueues.contains { $0.name == name } ? name : nil } ?? lane
    let cause = (death["reason"] ?? headers["x-first-death-reason"])?.string ?? ""
    reason = Self.reason(for: cause, delivery)
    var routingKey = delivery.routingKey
    if case .array(let keys)? = death["routing-keys"], let first = keys.first?.string { routingKey = first }
    self.delivery = delivery.rerouted(exchange: death["exchange"]?.string ?? delivery.exchange, routingKey: routingKey)
  }

  /// Whether the broker brought it: nobody else may publish under such a key.
  ///
  /// Services can write to the queue itself, by the default exchange, and by a copy under a key of their own.
  private static func isBrokers(_ delivery: Delivery) -> Bool {
    delivery.exchange == Exchange.deadLetters.rawValue && delivery.routingKey.hasPrefix("rejected.")
  }

  private static func reason(for cause: String, _ delivery: Delivery) -> DeadLetterReason {
    switch cause {
    case "rejected" where delivery.body.count > AMQPConfiguration.usualBodyLimit:
      DeadLetterReason(code: .bodyTooLarge, detail: "its body has \(delivery.body.count) bytes")
    case "rejected" where delivery.unreadable != nil:
      DeadLetterReason(code: .undecodable, detail: delivery.unreadable?.detail ?? "")
    case "expired": DeadLetterReason(code: .expired, detail: "it expired in the queue before it was taken")
    case "rejected": DeadLetterReason(code: .undecodable, detail: "its headers cannot be read, or it was refused")
    case "delivery_limit":
      DeadLetterReason(
        code: .attemptsExhausted, detail: "it came back to the queue too often: whoever takes it does not survive it",
        attempts: max(1, delivery.returnCount))
    default: DeadLetterReason(code: .undecodable, detail: "the broker took it out of the queue")
    }
  }
}
