import FoundationEssentials

/// A keyed hash of one way to recognise a person: the only form in which identities travel and are matched (R4).
///
/// On the wire it is the kind, a colon and the hash in base64url without padding: `email:…`, `phone:…`, `linkedin:…`.
/// Nothing but the secret leads from it back to the address, number or profile.
public struct IdentityKey: ValidatedText {
  /// What was hashed.
  public enum Kind: String, CaseIterable, Sendable {
    /// An e-mail address.
    case email
    /// A telephone number.
    case phone
    /// The name of a LinkedIn profile.
    case linkedin
  }

  /// What was hashed.
  public let kind: Kind
  /// The text form.
  public let rawValue: String

  /// Reads the text form; nil when the kind is unknown or the hash is no HMAC-SHA-256 in base64url.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0]) ?? ""), parts[1].count == 43,
      parts[1].allSatisfy(isBase64URL)
    else { return nil }
    self.kind = kind
    self.rawValue = text
  }

  /// A key of 32 bytes of hash.
  public init(kind: Kind, hash: some Sequence<UInt8>) {
    self.kind = kind
    let base64 = Data(hash).base64EncodedString()
    self.rawValue = kind.rawValue + ":" + String(base64.utf8.prefix(43).map(urlSafe).map(Character.init))
  }

  /// What to say of another text.
  public static var defect: String { "is not an identity key" }
}

/// The URL-safe alphabet of RFC 4648, section 5.
private func urlSafe(_ byte: UInt8) -> Unicode.Scalar {
  switch byte {
  case UInt8(ascii: "+"): "-"
  case UInt8(ascii: "/"): "_"
  default: Unicode.Scalar(byte)
  }
}

private func isBase64URL(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
    true
  default: false
  }
}
