public import FoundationEssentials

extension UUID {
  /// Reads the canonical 36-character form, in either case; nil for anything else.
  ///
  /// Foundation reads it by `sscanf`, fourteen times as slowly, and takes `+1` and ` 1` for two digits.
  public init?(canonical text: String) {
    var text = text
    guard let bytes = text.withUTF8({ Self.bytes(canonical: $0) }) else { return nil }
    self.init(uuid: bytes)
  }

  private static func bytes(canonical text: UnsafeBufferPointer<UInt8>) -> uuid_t? {
    guard text.count == 36 else { return nil }
    var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let isRead = withUnsafeMutableBytes(of: &uuid) { bytes in
      var place = 0
      for index in 0..<16 {
        if index == 4 || index == 6 || index == 8 || index == 10 {
          guard text[place] == UInt8(ascii: "-") else { return false }
          place += 1
        }
        let value = hexadecimalValue(text[place]) << 4 | hexadecimalValue(text[place + 1])
        guard value <= 0xFF else { return false }
        bytes[index] = UInt8(truncatingIfNeeded: value)
        place += 2
      }
      return true
    }
    return isRead ? uuid : nil
  }
}

/// The value of a digit; more than 255 for what is none, also after a shift by a digit.
private func hexadecimalValue(_ character: UInt8) -> UInt {
  switch character {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt(character &- UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt(character &- UInt8(ascii: "a") &+ 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt(character &- UInt8(ascii: "A") &+ 10)
  default: 0x1000
  }
}
