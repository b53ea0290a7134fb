/// Texts of JSON, as they stand between their quotation marks.
enum JSONTexts {
  /// The text that such bytes mean; nil where they are no UTF-8, or half a surrogate pair is among them.
  ///
  /// That escapes have the form of one was seen before.
  static func text(escaped bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(validating: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "\\") else {
        text.append(bytes[place])
        place += 1
        continue
      }
      guard let scalar = scalar(in: bytes, after: &place), let encoded = UTF8.encode(scalar) else { return nil }
      text.append(contentsOf: encoded)
    }
    return String(validating: text, as: UTF8.self)
  }

  /// The value of a digit; nil for what is none.
  static func hexadecimalValue(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// What the escape at a place stands for; goes past it.
  private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, after place: inout Int) -> Unicode.Scalar? {
    let letter = bytes[place + 1]
    place += 2
    switch letter {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: return Unicode.Scalar(letter)
    }
    let unit = codeUnit(in: bytes, after: &place)
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
    guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
      return nil
    }
    place += 2
    let trail = codeUnit(in: bytes, after: &place)
    guard UTF16.isTrailSurrogate(trail) else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00))
  }

  private static func codeUnit(in bytes: UnsafeBufferPointer<UInt8>, after place: inout Int) -> UInt16 {
    defer { place += 4 }
    return (0..<4).reduce(0) { $0 << 4 | (hexadecimalValue(bytes[place + $1]) ?? 0) }
  }
}
