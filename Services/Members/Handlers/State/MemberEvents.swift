import MembersDomain
import Messages
import Vocabulary

// What others learn of a member: identifiers and profile to all; keyed hashes to recommendations, name and address to
// notifications alone.

extension MemberJoined {
  /// With the persons who turned out to be this one.
  init(_ member: Member, uniting former: [PersonID]) {
    self.init(
      memberId: member.id,
      sponsorId: member.sponsorID,
      sectors: member.profile.sectors,
      zones: member.profile.zones,
      employer: member.profile.employer,
      charterVersion: member.charterVersion,
      rewardOption: member.profile.rewardOption,
      locale: member.profile.locale,
      joinedAt: member.joinedAt,
      personId: member.personID,
      formerPersonIds: former.isEmpty ? nil : former
    )
  }
}

extension ProfileUpdated {
  /// With the persons who turned out to be this one, and `appliesOptionToHeld` where bonuses that wait for an option get the
  /// one that the profile says now.
  init(_ member: Member, uniting former: [PersonID], appliesOptionToHeld: Bool) {
    self.init(
      memberId: member.id,
      revision: member.revision,
      sponsorId: member.sponsorID,
      sectors: member.profile.sectors,
      zones: member.profile.zones,
      employer: member.profile.employer,
      charterVersion: member.charterVersion,
      rewardOption: member.profile.rewardOption,
      locale: member.profile.locale,
      personId: member.personID,
      formerPersonIds: former.isEmpty ? nil : former,
      applyOptionToHeld: appliesOptionToHeld ? true : nil
    )
  }
}

extension ContactChanged {
  init(_ member: Member) {
    self.init(
      memberId: member.id,
      revision: member.revision,
      firstName: member.contact.firstName,
      lastName: member.contact.lastName,
      email: member.contact.email,
      phone: member.contact.phone,
      locale: member.profile.locale,
      offersByMail: member.contact.offersByMail
    )
  }
}

extension MemberIdentified {
  init(_ member: Member, among people: KnownPeople, _ identity: MemberIdentity) {
    self.init(
      memberId: member.id, revision: member.revision, identityKeys: identity.keys(of: member),
      formerKeys: people.formerKeys(of: member, by: identity))
  }
}
