import AMQPClient
import FoundationEssentials
import Messages
import Vocabulary

/// A notification as it came from the broker.
package struct ToldMessage: Sendable {
  /// The key that it was published with.
  package let routingKey: String
  /// Its place in the stream; none when heard live.
  package let streamOffset: Int64?
  /// The whole envelope; nil when the body is no JSON.
  package let event: JSONValue?

  /// A message with its parts.
  package init(routingKey: String, streamOffset: Int64?, event: JSONValue?) {
    self.routingKey = routingKey
    self.streamOffset = streamOffset
    self.event = event
  }

  /// Reads a delivery.
  package init(_ delivery: Delivery) {
    self.init(
      routingKey: delivery.routingKey, streamOffset: delivery.properties.headers["x-stream-offset"]?.integer,
      event: JSONValue(json: delivery.body))
  }

  /// When it was made.
  package var time: Timestamp? { event?["time"]?.string.flatMap { Timestamp($0) } }

  /// One line for people: time, routing key, subject.
  package var line: String {
    let subject = event?["data"]?["subject"]?.string ?? (event == nil ? "(no JSON)" : "")
    return [time?.description ?? "-", routingKey, subject].map(\.printable).joined(separator: "  ")
  }

  /// One JSON document: `routingKey`, `offset` when replayed, and the CloudEvents envelope as `event`.
  package var document: JSONValue {
    var document: JSONObject = ["routingKey": .string(routingKey), "event": event ?? .null]
    document["offset"] = streamOffset.map { .integer(Int($0)) }
    return .object(document)
  }
}
