import Crypto
import FoundationEssentials
public import Vocabulary

/// Turns what identifies a person into keyed hashes, so that services match people without holding who they are (R4).
///
/// Services that compare each other's keys share the secret. Keys change with it, so it is chosen once.
public struct IdentityHasher: Sendable {
  private let secret: SymmetricKey

  /// A hasher with a secret; 32 random bytes or more.
  public init(secret: [UInt8]) {
    self.secret = SymmetricKey(data: secret)
  }

  /// The keys of a person, without repetition: e-mail, then phone, then LinkedIn profile.
  ///
  /// `country` is the ISO 3166-1 code that a national phone number is read with. What cannot be
  /// normalised yields no key.
  public func keys(
    email: EmailAddress? = nil, phone: String? = nil, linkedinUrl: String? = nil, country: String? = nil
  ) -> [IdentityKey] {
    [
      email.map { key(.email, NormalisedEmail.text(of: $0)) },
      phone.flatMap { PhoneNumber.international($0, country: country) }.map { key(.phone, $0) },
      linkedinUrl.flatMap { LinkedInProfile.name(in: $0) }.map { key(.linkedin, $0) },
    ].compactMap(\.self)
  }

  /// HMAC-SHA-256 over kind and normalised text: the kind inside keeps a phone number from ever equalling a profile.
  private func key(_ kind: IdentityKey.Kind, _ text: String) -> IdentityKey {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(kind.rawValue):\(text)".utf8), using: secret)
    return IdentityKey(kind: kind, hash: code)
  }
}
