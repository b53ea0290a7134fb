/// The option that a member chose for bonuses, with whom it names (W3).
public struct RewardPreference: Codable, Hashable, Sendable {
  /// What to do with the bonus.
  public var option: RewardOption
  /// The charity; required with `donate` and `split`.
  public var charityId: CharityID?
  /// The company that gets listing credits; required with `listing-credits`.
  public var companyId: CompanyID?
  /// Whether the charity may learn the member's first and last name.
  public var inMyName: Bool?

  public init(
    option: RewardOption, charityId: CharityID? = nil, companyId: CompanyID? = nil, inMyName: Bool? = nil
  ) {
    self.option = option
    self.charityId = charityId
    self.companyId = companyId
    self.inMyName = inMyName
  }
}
