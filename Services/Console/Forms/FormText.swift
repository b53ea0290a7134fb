/// Fields as browsers send them: `application/x-www-form-urlencoded`.
package enum FormText {
  /// Fields as one text.
  package static func text(_ fields: [(String, String)]) -> String {
    fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
  }

  /// A value as it stands in such a text, or in a query.
  package static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.append(Character(UnicodeScalar(byte)))
      default:
        encoded += "%" + hexadecimal(byte >> 4) + hexadecimal(byte & 15)
      }
    }
    return encoded
  }

  /// The fields of such a text, but those that cannot be read; of a name that comes twice, the last.
  package static func fields(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for (name, value) in pairs(text) {
      if let name, let value { fields[name] = value }
    }
    return fields
  }

  /// The same; nil where any of it cannot be read.
  package static func strictFields(_ text: String) -> [String: String]? {
    var fields: [String: String] = [:]
    for (name, value) in pairs(text) {
      guard let name, let value else { return nil }
      fields[name] = value
    }
    return fields
  }

  private static func pairs(_ text: String) -> [(String?, String?)] {
    text.split(separator: "&").map { entry in
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let texts = parts.map { decoded($0.replacing("+", with: "%20")) }
      return (texts[0], texts.count > 1 ? texts[1] : "")
    }
  }

  /// A text without its percent-encoding; nil where that is broken, or is no UTF-8.
  package static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}
