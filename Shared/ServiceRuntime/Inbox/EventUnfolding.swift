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

/// Finds the items of a JSON array without reading them.
private struct JSONArrayParts {
  /// Where each item stands; nil where the text is no array.
  ///
  /// What an item is, its reader finds out.
  static func ranges(in text: Data) -> [Range<Data.Index>]? {
    text.withUnsafeBytes { bytes -> [Range<Int>]? in
      var reader = JSONArrayParts(bytes: bytes)
      return reader.read()
    }?.map { text.startIndex + $0.lowerBound..<text.startIndex + $0.upperBound }
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var ranges: [Range<Int>] = []

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private mutating func read() -> [Range<Int>]? {
    guard take(UInt8(ascii: "[")) else { return nil }
    repeat {
      skipSpace()
      let start = position
      guard skipItem() else { return nil }
      var end = position
      while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
      guard end > start else { return nil }
      ranges.append(start..<end)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { return nil }
    skipSpace()
    return position == bytes.count ? ranges : nil
  }

  /// Goes on to the comma or bracket that ends an item.
  private mutating func skipItem() -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ",") where depth == 0: return true
      case UInt8(ascii: "]") where depth == 0: return true
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func skipString() -> Bool {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""):
        position += 1
        return true
      default: position += 1
      }
    }
    return false
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}

/// Counts the parts of deliveries that are still at work: the broker hears of a delivery when all its parts are done.
package struct OpenParts {
  private var open: [Delivery.Tag: Int] = [:]

  package init() {}

  /// Notes the parts of what arrived.
  package mutating func opened(_ parts: [Delivery]) {
    for part in parts { open[part.tag, default: 0] += 1 }
  }

  /// Notes parts that are done; the deliveries that are so with them.
  package mutating func done(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    tags.filter { tag in
      guard let count = open[tag] else { return false }
      open[tag] = count > 1 ? count - 1 : nil
      return count == 1
    }
  }

  /// Forgets deliveries that were void before others came: the broker delivers them again.
  package mutating func forget(butOf connection: Delivery.Tag) {
    open = open.filter { $0.key.isOfSameConnection(as: connection) }
  }
}
