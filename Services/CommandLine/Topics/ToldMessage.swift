import AMQPClient
import FoundationEssentials
import Messages
import Topology
import Vocabulary

/// A notification as it came from the broker.
package struct ToldMessage: Sendable {
  /// The key that it was published with.
  package let routingKey: String
  /// Its place in the stream; none when heard live.
  package let streamOffset: Int64?
  /// The login that published it, as the broker vouches for it; nil where the message does not say.
  package let publisher: String?
  /// The whole envelope; nil when the body is no JSON.
  package let event: JSONValue?

  package init(routingKey: String, streamOffset: Int64?, publisher: String? = nil, event: JSONValue?) {
    self.publisher = publisher
    self.routingKey = routingKey
    self.streamOffset = streamOffset
    self.event = event
  }

  /// Reads a delivery.
  package init(_ delivery: Delivery) {
    self.init(
      routingKey: delivery.routingKey, streamOffset: delivery.properties.headers["x-stream-offset"]?.integer,
      publisher: delivery.properties.userID, event: JSONValue(json: delivery.body))
  }

  /// Whether another than the service of notifications published it: whatever it says, it is not the platform's word.
  package var isForged: Bool { publisher.map { $0 != ServiceName.notifications.rawValue } ?? false }

  /// Whether the broker says that the service of notifications published it.
  package var isVouchedFor: Bool { publisher == ServiceName.notifications.rawValue }
  /// When it was made.
  package var time: Timestamp? { event?["time"]?.string.flatMap { Timestamp($0) } }

  /// One line for people: time, routing key, subject.
  package var line: String {
    let origin = isForged ? ["(published by '\(publisher ?? "")', not by notifications)"] : []
    let subject = event?["data"]?["subject"]?.string ?? (event == nil ? "(no JSON)" : "")
    return ([time?.description ?? "-", routingKey] + origin + [subject]).map(\.printable).joined(separator: "  ")
  }

  /// One JSON document: `routingKey`, `offset` when replayed, `publisher` where it is known, and the CloudEvents envelope as
  /// `event`.
  package var document: JSONValue {
    var document: JSONObject = ["routingKey": .string(routingKey), "event": event ?? .null]
    document["publisher"] = publisher.map { .string($0) }
    document["offset"] = streamOffset.map { .integer(Int($0)) }
    return .object(document)
  }
}
