public import Vocabulary

/// A company loses listing credits through a reversal (W8).
public struct ListingCreditsRevoked: EventPayload {
  /// `coopt.rewards.listing-credits-revoked.v1`.
  public static let messageType = MessageType(service: "rewards", name: "listing-credits-revoked")

  /// The company.
  public var companyId: CompanyID
  /// How many.
  public var credits: Int
  /// The reward that they come from.
  public var rewardId: RewardID

  public init(companyId: CompanyID, credits: Int, rewardId: RewardID) {
    self.companyId = companyId
    self.credits = credits
    self.rewardId = rewardId
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}

extension ListingCreditsRevoked {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.count(credits, "credits")
  }
}
