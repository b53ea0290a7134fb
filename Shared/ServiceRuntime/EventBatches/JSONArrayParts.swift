import FoundationEssentials

/// Finds the items of a JSON array without reading them.
struct JSONArrayParts {
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
