import Vocabulary

/// A member of the community, active or former (M1 to M5, M10).
package struct Member: Hashable, Sendable {
  package let id: MemberID
  /// The invitation that let them in.
  package let invitationID: InvitationID
  /// At most one, for life (M2).
  package let sponsorID: MemberID?
  package let joinedAt: Timestamp
  package var contact: Contact
  package var profile: Profile
  /// The version of the charter that was signed last (M3).
  package var charterVersion: String
  /// 1 at joining, one more with each change of contact or profile.
  package var revision: Int
  /// Since when they are no member any more (M5).
  package var leftAt: Timestamp?
  /// Whether the address is theirs; not where another active member had it before (R4).
  package var holdsAddress: Bool
  /// Who they are, whatever memberships they have had before (M5).
  package var personID: PersonID
  /// Since when they are not admitted again; nobody is who is a member (M10).
  package var expelledAt: Timestamp?

  /// `personID` is the membership's own where it is not given: that of their first.
  package init(
    id: MemberID,
    invitationID: InvitationID,
    sponsorID: MemberID?,
    joinedAt: Timestamp,
    contact: Contact,
    profile: Profile,
    charterVersion: String,
    revision: Int = 1,
    leftAt: Timestamp? = nil,
    holdsAddress: Bool = true,
    personID: PersonID? = nil,
    expelledAt: Timestamp? = nil
  ) {
    self.id = id
    self.invitationID = invitationID
    self.sponsorID = sponsorID
    self.joinedAt = joinedAt
    self.contact = contact
    self.profile = profile
    self.charterVersion = charterVersion
    self.revision = revision
    self.leftAt = leftAt
    self.holdsAddress = holdsAddress
    self.personID = personID ?? PersonID(id.rawValue)
    self.expelledAt = expelledAt
  }

  /// Whether they may act as a member.
  package var isActive: Bool { leftAt == nil }

  /// Whether still a member.
  package var state: MemberState { Self.state(leftAt: leftAt, expelledAt: expelledAt) }

  /// Whether somebody is a member, by when they left and since when they are not admitted again.
  package static func state(leftAt: Timestamp?, expelledAt: Timestamp?) -> MemberState {
    if expelledAt != nil { return .expelled }
    return leftAt == nil ? .active : .left
  }

  /// Ends the membership where it has not ended, and admission with it; whether it was active until now.
  package mutating func expel(at now: Timestamp) -> Bool {
    let wasActive = isActive
    leftAt = leftAt ?? now
    expelledAt = expelledAt ?? now
    return wasActive
  }

  /// Takes over a changed contact and profile; whether anything changed, and with it the revision.
  package mutating func change(contact: Contact, profile: Profile) -> Bool {
    guard contact != self.contact || profile != self.profile else { return false }
    self.contact = contact
    self.profile = profile
    revision += 1
    return true
  }
}
