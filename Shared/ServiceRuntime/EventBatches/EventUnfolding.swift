import AMQPClient
import FoundationEssentials

/// Takes messages apart that hold several events (CloudEvents, JSON batch format).
///
/// Each part is a delivery of its own from here on, handled, tried again and given up by itself; only the broker knows
/// them as one.
package enum EventUnfolding {
  /// The parts of a delivery; the delivery itself where it is no batch, or one that cannot be read.
  package static func unfold(_ delivery: Delivery) -> [Delivery] {
    guard delivery.properties.contentType?.hasPrefix(ContentType.batch) == true,
      let parts = JSONArrayParts.ranges(in: delivery.body), !parts.isEmpty
    else { return [delivery] }
    var properties = delivery.properties
    properties.contentType = ContentType.structured
    // The id of the whole is nobody's; each part has its own in its envelope.
    properties.messageID = nil
    return parts.map { delivery.part(properties: properties, body: delivery.body[$0]) }
  }
}
