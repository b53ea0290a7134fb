import Crypto
public import FoundationEssentials

/// Seals bytes with a key that follows from the first of the identity secrets, and opens them with any (AES-GCM;
/// HKDF-SHA-256).
public struct SecretSeal: Sendable {
  /// What sealed bytes begin with; no JSON text does.
  private static let mark: [UInt8] = [0x01]
  private let keys: [SymmetricKey]

  /// A seal of a purpose: what is sealed for one cannot be opened for another.
  public init(_ secrets: IdentitySecrets, purpose: String) {
    keys = secrets.all.map { secret in
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: secret), info: Data("coopt/\(purpose)".utf8), outputByteCount: 32)
    }
  }

  /// Seals bytes; throws where the platform's cryptography fails.
  public func seal(_ bytes: Data) throws -> Data {
    Data(Self.mark) + (try AES.GCM.seal(bytes, using: keys[0]).combined ?? Data())
  }

  /// Opens what `seal` made; nil where it was made with a secret that is not known, or changed.
  ///
  /// What was never sealed is itself.
  public func open(_ sealed: Data) -> Data? {
    guard sealed.starts(with: Self.mark) else { return sealed }
    guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(Self.mark.count)) else { return nil }
    return keys.lazy.compactMap { try? AES.GCM.open(box, using: $0) }.first
  }
}
