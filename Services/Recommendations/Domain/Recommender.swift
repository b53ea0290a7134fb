import Vocabulary

/// A member as recommendations know one.
package struct Recommender: Sendable, Equatable {
  /// The member.
  package let memberID: MemberID
  /// Whether the member joined and has not left (M5).
  package let isActive: Bool
  /// Who invited the member (M2).
  package let sponsorID: MemberID?
  /// Who the member works for (R6).
  package let employer: Employer?
  /// Keyed hashes of what identifies the member (R5).
  package let identityKeys: Set<IdentityKey>
  /// The level now (R7).
  package let level: Level
  /// The versions of the charter that the member signed (M3).
  package let signedCharters: Set<String>

  package init(
    memberID: MemberID,
    isActive: Bool = true,
    sponsorID: MemberID? = nil,
    employer: Employer? = nil,
    identityKeys: Set<IdentityKey> = [],
    level: Level = .beginner,
    signedCharters: Set<String> = []
  ) {
    self.memberID = memberID
    self.isActive = isActive
    self.sponsorID = sponsorID
    self.employer = employer
    self.identityKeys = identityKeys
    self.level = level
    self.signedCharters = signedCharters
  }
}
