public import Vocabulary

/// Chooses what to do with a held bonus (W3).
///
/// Refusals: `reward-not-found`, `already-settled`, `charity-not-found`, `company-not-found`, `option-not-available`.
public struct ChooseOption: CommandPayload {
  /// `coopt.rewards.choose-option.v1`.
  public static let messageType = MessageType(service: "rewards", name: "choose-option")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [
    .rewardNotFound, .alreadySettled, .charityNotFound, .companyNotFound, .optionNotAvailable,
  ]

  /// The bonus.
  public var rewardId: RewardID
  /// What to do with it.
  public var option: RewardOption
  /// The charity; required with `donate` and `split`.
  public var charityId: CharityID?
  /// The company; required with `listing-credits`.
  public var companyId: CompanyID?
  /// Whether the charity may learn the member's name.
  public var inMyName: Bool?

  public init(
    rewardId: RewardID,
    option: RewardOption,
    charityId: CharityID? = nil,
    companyId: CompanyID? = nil,
    inMyName: Bool? = nil
  ) {
    self.rewardId = rewardId
    self.option = option
    self.charityId = charityId
    self.companyId = companyId
    self.inMyName = inMyName
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// How the bonus was settled.
    public var settlement: Settlement

    public init(settlement: Settlement) {
      self.settlement = settlement
    }
  }
}

extension ChooseOption {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    preference.validate(&validator, at: nil)
  }
}

extension ChooseOption {
  /// The choice as a preference, for what handles both alike.
  public var preference: RewardPreference {
    RewardPreference(option: option, charityId: charityId, companyId: companyId, inMyName: inMyName)
  }
}
