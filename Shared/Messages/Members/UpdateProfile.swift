public import Vocabulary

/// Changes a member's profile: what is given is replaced, the rest stays (M4).
///
/// A null removes a field that may be absent, as in JSON Merge Patch (RFC 7396). Refusal: `member-not-active`.
public struct UpdateProfile: CommandPayload {
  /// `coopt.members.update-profile.v1`.
  public static let messageType = MessageType(service: "members", name: "update-profile")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive]

  /// Whose profile.
  public var memberId: MemberID
  /// First name.
  public var firstName: String?
  /// Last name.
  public var lastName: String?
  /// E-mail address.
  public var email: EmailAddress?
  /// Telephone number; null removes it.
  public var phone: Patch<String>
  /// The sectors that the member knows; at least one.
  public var sectors: [SectorCode]?
  /// The zones that the member knows; at least one.
  public var zones: [ZoneCode]?
  /// Who the member works for; null removes it.
  public var employer: Patch<Employer>
  /// The language to write to the member in.
  public var locale: Language?
  /// What to do with bonuses unless said otherwise; null removes it.
  public var rewardOption: Patch<RewardPreference>
  /// How offers reach the member by mail (M11).
  public var offersByMail: OffersByMail?
  /// Whether bonuses that wait for an option get the one that the profile says from now on.
  public var applyOptionToHeld: Bool?

  public init(
    memberId: MemberID,
    firstName: String? = nil,
    lastName: String? = nil,
    email: EmailAddress? = nil,
    phone: Patch<String> = .keep,
    sectors: [SectorCode]? = nil,
    zones: [ZoneCode]? = nil,
    employer: Patch<Employer> = .keep,
    locale: Language? = nil,
    rewardOption: Patch<RewardPreference> = .keep, offersByMail: OffersByMail? = nil, applyOptionToHeld: Bool? = nil
  ) {
    self.memberId = memberId
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.sectors = sectors
    self.zones = zones
    self.employer = employer
    self.locale = locale
    self.rewardOption = rewardOption
    self.offersByMail = offersByMail
    self.applyOptionToHeld = applyOptionToHeld
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension UpdateProfile {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(firstName, "firstName")
    validator.line(lastName, "lastName")
    validator.line(phone.replacement, "phone")
    validator.list(sectors, "sectors", minimum: 1)
    validator.list(zones, "zones", minimum: 1)
    employer.replacement?.validate(&validator, at: "employer")
    rewardOption.replacement?.validate(&validator, at: "rewardOption")
  }
}
