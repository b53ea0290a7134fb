/// Why a bonus is held, as lists tell it (W3, W4).
public enum HeldBecause: String, ClosedEnumeration {
  /// Nothing is known of the member yet.
  case profileUnknown = "profile-unknown"
  /// The member has no default option, and did not choose.
  case optionOpen = "option-open"
  /// The member's default option names a charity that is retired.
  case charityRetired = "charity-retired"
  /// The member's default option names a charity or a company that is not registered.
  case partyUnknown = "party-unknown"
  /// It is an own-company bonus, and no charity is designated.
  case noDesignatedCharity = "no-designated-charity"
}
