public import Vocabulary

/// Joins the community with an invitation, signing the charter (M1, M3).
///
/// Refusals: `invitation-not-found`, `invitation-expired`, `invitation-already-used`, `already-member`
/// and `person-expelled` (both for an invitation of staff alone), `charter-outdated`, `id-already-used`.
public struct Join: CommandPayload {
  /// `coopt.members.join.v1`.
  public static let messageType = MessageType(service: "members", name: "join")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [
    .invitationNotFound, .invitationExpired, .invitationAlreadyUsed, .alreadyMember, .personExpelled, .charterOutdated,
    .idAlreadyUsed,
  ]

  /// The invitation's secret.
  public var invitationCode: String
  /// The member's id; made by the service where absent.
  public var memberId: MemberID?
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// The address that the invitation was made for.
  public var email: EmailAddress
  /// Telephone number, as people write it.
  public var phone: String?
  /// The sectors that the member knows (M4); at least one.
  public var sectors: [SectorCode]
  /// The zones that the member knows (M4); at least one.
  public var zones: [ZoneCode]
  /// Who the member works for (R6).
  public var employer: Employer?
  /// The language to write to the member in.
  public var locale: Language?
  /// The version of the charter that the member signs.
  public var charterVersion: String
  /// What to do with bonuses unless said otherwise (W3).
  public var rewardOption: RewardPreference?

  public init(
    invitationCode: String,
    memberId: MemberID? = nil,
    firstName: String,
    lastName: String,
    email: EmailAddress,
    phone: String? = nil,
    sectors: [SectorCode],
    zones: [ZoneCode],
    employer: Employer? = nil,
    locale: Language? = nil,
    charterVersion: String,
    rewardOption: RewardPreference? = nil
  ) {
    self.invitationCode = invitationCode
    self.memberId = memberId
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.sectors = sectors
    self.zones = zones
    self.employer = employer
    self.locale = locale
    self.charterVersion = charterVersion
    self.rewardOption = rewardOption
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The member.
    public var memberId: MemberID

    public init(memberId: MemberID) {
      self.memberId = memberId
    }
  }
}

extension Join {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(invitationCode, "invitationCode")
    validator.line(firstName, "firstName")
    validator.line(lastName, "lastName")
    validator.line(phone, "phone")
    validator.list(sectors, "sectors", minimum: 1)
    validator.list(zones, "zones", minimum: 1)
    employer?.validate(&validator, at: "employer")
    rewardOption?.validate(&validator, at: "rewardOption")
    validator.line(charterVersion, "charterVersion")
  }
}
