/// What a member does with a bonus (W3).
public enum RewardOption: String, ClosedEnumeration {
  /// The whole bonus to the member.
  case toMember = "self"
  /// The whole bonus to a charity, which the platform adds to.
  case donate
  /// One half to the member, the other to a charity.
  case split
  /// Listing credits for a company, in place of money.
  case listingCredits = "listing-credits"

  /// Whether the option names a charity.
  public var needsCharity: Bool { self == .donate || self == .split }

  /// Whether the option names a company.
  public var needsCompany: Bool { self == .listingCredits }
}
