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
      let parts = parts(of: delivery.body)
    else { return [delivery] }
    var properties = delivery.properties
    properties.contentType = ContentType.structured
    // The id of the whole is nobody's; each part has its own in its envelope.
    properties.messageID = nil
    return parts.map { delivery.part(properties: properties, body: $0) }
  }

  /// The items of a JSON list; nil where the text is none, or is empty.
  private static func parts(of text: Data) -> [Data]? {
    let items = text.withUnsafeBytes { bytes in
      var walker = JSONWalker(bytes: bytes)
      return walker.readItems()
    }
    return items?.map { text[text.startIndex + $0.lowerBound..<text.startIndex + $0.upperBound] }
  }
}
