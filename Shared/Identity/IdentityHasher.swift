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
  public static let reading = "3"

  /// The keys of a person, without repetition: e-mail, then phone, then LinkedIn profile, under one secret after another.
  ///
  /// What was read otherwise before `reading` has a key for each way in which it was: so whoever is kept under such a one
  /// alone is recognised, and gets the others.
  /// `country` is the ISO 3166-1 code that a national phone number is read with. What cannot be
  /// normalised yields no key, nor does what is nobody's, such as `noreply@`.
  public func keys(
    email: EmailAddress? = nil, phone: String? = nil, linkedinUrl: String? = nil, country: String? = nil
  ) -> [IdentityKey] {
    let names: [(kind: IdentityKey.Kind, texts: [String])] = [
      (.email, email.map(Self.texts(of:)) ?? []),
      (.phone, phone.map { Self.texts(ofPhone: $0, country: country) } ?? []),
      (.linkedin, linkedinUrl.map(Self.texts(ofProfile:)) ?? []),
    ]
    return secrets.flatMap { secret in
      names.flatMap { name in name.texts.map { key(name.kind, $0, under: secret) } }
    }
  }

  private static func texts(of email: EmailAddress) -> [String] {
    let text = NormalisedEmail.text(of: email)
    guard !NormalisedEmail.isNobodys(text) else { return [] }
    return unrepeated([text] + NormalisedEmail.formerTexts(of: email))
  }

  private static func texts(ofPhone text: String, country: String?) -> [String] {
    guard let number = PhoneNumber.international(text, country: country) else { return [] }
    return unrepeated([number] + PhoneNumber.formerNumbers(in: text, country: country))
  }

  private static func texts(ofProfile text: String) -> [String] {
    guard let name = LinkedInProfile.name(in: text) else { return [] }
    return unrepeated([name] + LinkedInProfile.formerNames(in: text))
  }

  private static func unrepeated(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { known, next in
      if !known.contains(next) { known.append(next) }
    }
  }

  /// The keys that an address has in common with all its spellings and tags: one under each secret, also where it is one that
  /// many give who have none.
  public func keys(commonTo email: EmailAddress) -> [IdentityKey] {
    secrets.map { key(.email, NormalisedEmail.text(of: email), under: $0) }
  }

  /// HMAC-SHA-256 over kind and normalised text: the kind inside keeps a phone number from ever equalling a profile.
  private func key(_ kind: IdentityKey.Kind, _ text: String, under secret: SymmetricKey) -> IdentityKey {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(kind.rawValue):\(text)".utf8), using: secret)
    return IdentityKey(kind: kind, hash: code)
  }
}
