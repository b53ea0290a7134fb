public import Vocabulary

/// A member joined.
///
/// Names, addresses and numbers are not here: they go to notifications alone (M9).
public struct MemberJoined: EventPayload {
  /// `coopt.members.member-joined.v1`.
  public static let messageType = MessageType(service: "members", name: "member-joined")

  /// The member.
  public var memberId: MemberID
  /// Who invited the member.
  public var sponsorId: MemberID?
  /// The sectors that the member knows.
  public var sectors: [SectorCode]
  /// The zones that the member knows.
  public var zones: [ZoneCode]
  /// Who the member works for.
  public var employer: Employer?
  /// The version of the charter that the member signed last.
  public var charterVersion: String
  /// What to do with bonuses unless said otherwise.
  public var rewardOption: RewardPreference?
  /// None: what identifies the member goes to who compares it, in `member-identified`.
  ///
  /// A version before this one had them here, for every service that consumes the event.
  public var identityKeys: [IdentityKey]
  /// The language to write to the member in.
  public var locale: Language
  /// When; orders members of equal points (O3).
  public var joinedAt: Timestamp?
  /// Who, whatever memberships they have had before (M5).
  public var personId: PersonID?
  /// Persons who turned out just now to be this one; absent where none did (M5).
  public var formerPersonIds: [PersonID]?

  public init(
    memberId: MemberID,
    sponsorId: MemberID? = nil,
    sectors: [SectorCode],
    zones: [ZoneCode],
    employer: Employer? = nil,
    charterVersion: String,
    rewardOption: RewardPreference? = nil,
    identityKeys: [IdentityKey] = [],
    locale: Language,
    joinedAt: Timestamp? = nil, personId: PersonID? = nil, formerPersonIds: [PersonID]? = nil
  ) {
    self.memberId = memberId
    self.sponsorId = sponsorId
    self.sectors = sectors
    self.zones = zones
    self.employer = employer
    self.charterVersion = charterVersion
    self.rewardOption = rewardOption
    self.identityKeys = identityKeys
    self.locale = locale
    self.joinedAt = joinedAt
    self.personId = personId
    self.formerPersonIds = formerPersonIds
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension MemberJoined {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(sectors, "sectors")
    validator.list(zones, "zones")
    employer?.validate(&validator, at: "employer")
    validator.line(charterVersion, "charterVersion")
    rewardOption?.validate(&validator, at: "rewardOption")
    validator.list(identityKeys, "identityKeys")
    validator.list(formerPersonIds, "formerPersonIds")
    validator.check(sponsorId != memberId, "sponsorId", "is the member")
  }
}
