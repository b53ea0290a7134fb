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

  /// Reads the first death of a delivery; what cannot be read of it stays as the delivery has it.
  init(_ delivery: Delivery, in lane: String) {
    let headers = delivery.properties.headers
    var death: [String: AMQPFieldValue] = [:]
    // The newest comes first; the oldest is the one that tells where the message was meant to be handled.
    if case .array(let deaths)? = headers["x-death"], case .table(let oldest)? = deaths.last { death = oldest }
    // The header is the broker's, but for what somebody put straight into the queue.
    let named = (death["queue"] ?? headers["x-first-death-queue"])?.string
    queue = named.flatMap { name in Topology.allQueues.contains { $0.name == name } ? name : nil } ?? lane
    let cause = (death["reason"] ?? headers["x-first-death-reason"])?.string ?? ""
    reason = Self.reason(for: cause, delivery)
    var routingKey = delivery.routingKey
    if case .array(let keys)? = death["routing-keys"], let first = keys.first?.string { routingKey = first }
    self.delivery = delivery.rerouted(exchange: death["exchange"]?.string ?? delivery.exchange, routingKey: routingKey)
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
