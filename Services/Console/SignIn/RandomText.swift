import Crypto
import FoundationEssentials

/// Texts that nobody can guess.
enum RandomText {
  /// 256 bits, as characters that URLs and cookies take.
  static func make() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { Base64URL.text(Data($0)) }
  }
}

/// Base64 in the alphabet of URLs, without padding (RFC 4648, section 5).
package enum Base64URL {
  package static func text(_ bytes: Data) -> String {
    bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// The bytes of such a text; nil for any other text.
  package static func bytes(_ text: String) -> Data? {
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else {
      return nil
    }
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
  }
}
