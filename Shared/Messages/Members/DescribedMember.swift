public import Vocabulary

/// A member, as staff and the member's own site see them (A1).
public struct DescribedMember: Codable, Hashable, Sendable {
  /// The member.
  public var memberId: MemberID
  /// Whether still one.
  public var state: MemberState
  /// Since when.
  public var joinedAt: Timestamp
  /// Until when.
  public var leftAt: Timestamp?
  /// Who invited them (M2).
  public var sponsorId: MemberID?
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// E-mail address.
  public var email: EmailAddress
  /// Telephone number.
  public var phone: String?
  /// The sectors that the member knows.
  public var sectors: [SectorCode]
  /// The zones that the member knows.
  public var zones: [ZoneCode]
  /// Who the member works for.
  public var employer: Employer?
  /// The language to write in.
  public var locale: Language
  /// What to do with bonuses unless said otherwise.
  public var rewardOption: RewardPreference?
  /// How offers reach the member by mail (M11).
  public var offersByMail: OffersByMail
  /// The version of the charter that was signed last.
  public var charterVersion: String

  public init(
    memberId: MemberID, state: MemberState, joinedAt: Timestamp, leftAt: Timestamp? = nil, sponsorId: MemberID? = nil,
    firstName: String, lastName: String, email: EmailAddress, phone: String? = nil, sectors: [SectorCode],
    zones: [ZoneCode], employer: Employer? = nil, locale: Language, rewardOption: RewardPreference? = nil,
    offersByMail: OffersByMail, charterVersion: String
  ) {
    self.memberId = memberId
    self.state = state
    self.joinedAt = joinedAt
    self.leftAt = leftAt
    self.sponsorId = sponsorId
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
    self.charterVersion = charterVersion
  }
}
