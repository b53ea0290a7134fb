import Identity
import MembersDomain
import Vocabulary

/// Derives the keyed hashes under which the platform recognises members without naming them (R4, M9).
package struct MemberIdentity: Sendable {
  private let hasher: IdentityHasher
  /// Whether one secret takes another's place.
  let isExchanged: Bool
  /// Tells the secrets from others, and how addresses are read from how they were read before.
  package let secrets: String

  /// A derivation with the secrets that the services share.
  package init(_ secrets: IdentitySecrets) {
    self.hasher = IdentityHasher(secrets)
    self.isExchanged = secrets.areExchanged
    self.secrets = "\(secrets.fingerprint)/\(IdentityHasher.reading)"
  }

  /// The keys of an address, equal for all its spellings and tags: two, in the order of their texts and the same under one
  /// secret.
  package func keys(of email: EmailAddress) -> AddressKeys {
    let keys = hasher.keys(commonTo: email).sorted { $0.rawValue < $1.rawValue }
    return AddressKeys(
      first: keys[0], second: keys[keys.count - 1], former: hasher.keys(email: email).filter { !keys.contains($0) })
  }

  /// All keys of a member; a national telephone number is read with the country of the first zone.
  func keys(of member: Member) -> [IdentityKey] {
    hasher.keys(email: member.contact.email, phone: member.contact.phone, country: member.profile.country)
  }

  /// The keys of all that somebody gives.
  func keys(of given: [GivenIdentity]) -> [IdentityKey] { given.flatMap(keys(of:)) }

  /// The keys of something that a member gave.
  func keys(of given: GivenIdentity) -> [IdentityKey] {
    switch given {
    case .email(let email): hasher.keys(email: email)
    case .phone(let phone, let country): hasher.keys(phone: phone, country: country)
    }
  }
}

/// The keyed hashes of an address under the secrets in use.
package struct AddressKeys: Hashable, Sendable {
  package let first: IdentityKey
  /// The first again under one secret.
  package let second: IdentityKey

  /// As the address was read before, where that was otherwise: members whose keys were not written again have these.
  let former: [IdentityKey]

  /// Those that a member is written with.
  package var all: [IdentityKey] { [first, second] }
  /// Those that a member is looked for under.
  package var known: [IdentityKey] { all + former }
}
