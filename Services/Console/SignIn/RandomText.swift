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
enum Base64URL {
  static func text(_ bytes: Data) -> String {
    bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
