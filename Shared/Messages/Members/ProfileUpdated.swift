public import Vocabulary

/// A member's profile changed: the whole of it as it is now.
public struct ProfileUpdated: EventPayload {
  /// `coopt.members.profile-updated.v1`.
  public static let messageType = MessageType(service: "members", name: "profile-updated")

  /// The member.
  public var memberId: MemberID
  /// Grows with each change of the member; the greatest is the latest.
  public var revision: Int
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
  /// Who, whatever memberships they have had before (M5).
  public var personId: PersonID?
  /// Persons who turned out just now to be this one; absent where none did (M5).
  public var formerPersonIds: [PersonID]?
  /// Whether bonuses that wait for an option get this one.
  public var applyOptionToHeld: Bool?

  public init(
    memberId: MemberID,
    revision: Int,
    sponsorId: MemberID? = nil,
    sectors: [SectorCode],
    zones: [ZoneCode],
    employer: Employer? = nil,
    charterVersion: String,
    rewardOption: RewardPreference? = nil,
    identityKeys: [IdentityKey] = [],
    locale: Language, personId: PersonID? = nil, formerPersonIds: [PersonID]? = nil, applyOptionToHeld: Bool? = nil
  ) {
    self.memberId = memberId
    self.revision = revision
    self.sponsorId = sponsorId
    self.sectors = sectors
    self.zones = zones
    self.employer = employer
    self.charterVersion = charterVersion
    self.rewardOption = rewardOption
    self.identityKeys = identityKeys
    self.locale = locale
    self.personId = personId
    self.formerPersonIds = formerPersonIds
    self.applyOptionToHeld = applyOptionToHeld
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension ProfileUpdated {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
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
