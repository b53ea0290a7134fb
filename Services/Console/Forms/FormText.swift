import FoundationEssentials
import HummingbirdCore

/// Fields as browsers send them: `application/x-www-form-urlencoded`.
enum FormText {
  /// Fields as one text.
  static func text(_ fields: [(String, String)]) -> String {
    fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
  }

  /// A value as it stands in such a text, or in a query.
  static func encoded(_ text: String) -> String {
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

  /// The fields of such a text; of a name that comes twice, the last.
  static func fields(_ text: String) -> [String: String] {
    let parameters = URI("/?" + text.replacing("+", with: "%20")).queryParameters
    return Dictionary(parameters.map { (String($0.key), String($0.value)) }) { _, last in last }
  }

  private static func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}
