import FoundationEssentials

/// How a code of HMAC-SHA256 is written.
enum SignatureText {
  /// In hexadecimal, in either case.
  case hexadecimal
  /// In base64.
  case base64
  /// In base64 for addresses (RFC 4648, section 5), with or without padding.
  case base64URL

  /// The 32 bytes of a code; nil where the text is none.
  func code(_ text: some StringProtocol) -> [UInt8]? {
    let bytes: [UInt8]? =
      switch self {
      case .hexadecimal: Self.hexadecimal(Array(text.utf8))
      case .base64: Data(base64Encoded: String(text)).map(Array.init)
      case .base64URL: Self.base64URL(text)
      }
    return bytes?.count == 32 ? bytes : nil
  }

  private static func hexadecimal(_ digits: [UInt8]) -> [UInt8]? {
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func base64URL(_ text: some StringProtocol) -> [UInt8]? {
    var standard = text.filter { $0 != "=" }.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    while standard.count % 4 != 0 { standard.append("=") }
    return Data(base64Encoded: String(standard)).map(Array.init)
  }
}
