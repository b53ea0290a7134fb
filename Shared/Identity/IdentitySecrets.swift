import Crypto
import FoundationEssentials
public import ServiceSettings

/// The secrets that identities are hashed under: one, or two while one takes the other's place.
///
/// Every identity is hashed under each, so it matters to seals alone which comes first.
public struct IdentitySecrets: Sendable {
  /// How many there may be at once.
  public static let limit = 2
  /// What a secret must have at least, in bytes (RFC 2104, section 3: as many as the hash).
  public static let minimumBytes = 32

  /// The secrets, without repetition; at least one.
  let all: [[UInt8]]

  /// Secrets of 32 random bytes or more; nil for none, for more than two, and where one is short.
  public init?(_ secrets: [[UInt8]]) {
    let all = secrets.reduce(into: [[UInt8]]()) { known, next in
      if !known.contains(next) { known.append(next) }
    }
    guard (1...Self.limit).contains(all.count), all.allSatisfy({ $0.count >= Self.minimumBytes }) else { return nil }
    self.all = all
  }

  /// Whether one secret takes another's place.
  public var areExchanged: Bool { all.count > 1 }

  /// A text that tells these secrets from others, whatever their order, and leads to none of them.
  public var fingerprint: String {
    let digests = all.map { Data(SHA256.hash(data: Data("coopt/fingerprint".utf8) + $0)) }
    let all = digests.sorted { $0.lexicographicallyPrecedes($1) }.reduce(Data(), +)
    return SHA256.hash(data: all).prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension Settings {
  /// What identities are hashed under (`COOPT_IDENTITY_KEY`): a secret, or two while one takes the other's place.
  ///
  /// Base64, with white space between; throws `SettingError`.
  public func identitySecrets() throws(SettingError) -> IdentitySecrets {
    let name = "COOPT_IDENTITY_KEY"
    let words = try text(name).split(whereSeparator: \.isWhitespace)
    let secrets = words.compactMap { Data(base64Encoded: String($0)).map { [UInt8]($0) } }
    guard secrets.count == words.count, let known = IdentitySecrets(secrets) else {
      throw SettingError(
        name,
        "is not base64 of at least \(IdentitySecrets.minimumBytes) bytes, or two such with white space between them")
    }
    return known
  }
}
