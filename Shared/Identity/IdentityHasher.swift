import Crypto
import FoundationEssentials
public import Vocabulary

/// Turns what identifies a person into keyed hashes, so that services match people without holding who they are (R4).
///
/// Services that compare each other's keys share the secrets. A person has a key of each kind under each secret, so that
/// whoever knows one secret in common recognises them while secrets are exchanged.
public struct IdentityHasher: Sendable {
  private let secrets: [SymmetricKey]

  /// A hasher with secrets.
  public init(_ secrets: IdentitySecrets) {
    self.secrets = secrets.all.map { SymmetricKey(data: $0) }
  }

  /// Tells how what identifies people is read from how it was read before: keys that were kept under another are made again.
  public static let reading = "2"

  /// The keys of a person, without repetition: e-mail, then phone, then LinkedIn profile, under one secret after another.
  ///
  /// An address or profile that was read otherwise before `reading` has a second key, as it was read then: so whoever is kept
  /// under that one alone is recognised, and gets the other.
  /// `country` is the ISO 3166-1 code that a national phone number is read with. What cannot be
  /// normalised yields no key.
  public func keys(
    email: EmailAddress? = nil, phone: String? = nil, linkedinUrl: String? = nil, country: String? = nil
  ) -> [IdentityKey] {
    let address = email.map(NormalisedEmail.text(of:))
    let formerAddress = email.map(NormalisedEmail.formerText(of:))
    let profile = linkedinUrl.flatMap(LinkedInProfile.name(in:))
    // What is nobody's now is not matched as it was read before, either.
    let formerProfile = profile == nil ? nil : linkedinUrl.flatMap(LinkedInProfile.formerName(in:))
    let names: [(IdentityKey.Kind, String?)] = [
      (.email, address), (.email, formerAddress == address ? nil : formerAddress),
      (.phone, phone.flatMap { PhoneNumber.international($0, country: country) }),
      (.linkedin, profile), (.linkedin, formerProfile == profile ? nil : formerProfile),
    ]
    return secrets.flatMap { secret in
      names.compactMap { kind, name in name.map { key(kind, $0, under: secret) } }
    }
  }

  /// The keys that an address has in common with all its spellings and tags: one under each secret.
  public func keys(commonTo email: EmailAddress) -> [IdentityKey] {
    secrets.map { key(.email, NormalisedEmail.text(of: email), under: $0) }
  }

  /// HMAC-SHA-256 over kind and normalised text: the kind inside keeps a phone number from ever equalling a profile.
  private func key(_ kind: IdentityKey.Kind, _ text: String, under secret: SymmetricKey) -> IdentityKey {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(kind.rawValue):\(text)".utf8), using: secret)
    return IdentityKey(kind: kind, hash: code)
  }
}
