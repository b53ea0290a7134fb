import Identity
import MembersDomain
import Vocabulary

/// Derives the keyed hashes under which the platform recognises members without naming them (R4, M9).
package struct MemberIdentity: Sendable {
  private let hasher: IdentityHasher

  /// A derivation with the secret that the services share; 32 random bytes or more.
  package init(secret: [UInt8]) {
    self.hasher = IdentityHasher(secret: secret)
  }

  /// The key of an address: equal for all its spellings.
  package func key(of email: EmailAddress) -> IdentityKey {
    hasher.keys(email: email)[0]
  }

  /// All keys of a member; a national telephone number is read with the country of the first zone.
  func keys(of member: Member) -> [IdentityKey] {
    hasher.keys(email: member.contact.email, phone: member.contact.phone, country: member.profile.country)
  }

  /// The key of a member's address, as the table of members holds it.
  func emailKey(of member: Member) -> IdentityKey {
    key(of: member.contact.email)
  }
}
