public import Vocabulary

/// Asks where every euro of what a hire earned went: from the hire to what finance paid, and what was claimed back (W5, W8).
///
/// The answer holds all rewards of the hire's recommendation, and those that were set off against them. Either a reward or a
/// hire is given; where both are, the reward is one of the hire. Refusals: `reward-not-found`, `hire-not-found`.
public struct ExplainBonus: CommandPayload {
  /// `coopt.rewards.explain-bonus.v1`.
  public static let messageType = MessageType(service: "rewards", name: "explain-bonus")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.rewardNotFound, .hireNotFound]

  /// The reward.
  public var rewardId: RewardID?
  /// The hire.
  public var hireId: HireID?

  public init(rewardId: RewardID? = nil, hireId: HireID? = nil) {
    self.rewardId = rewardId
    self.hireId = hireId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The hire that is asked about.
    public var hireId: HireID
    /// This hire, and the others whose rewards are among these.
    public var hires: [ExplainedHire]
    /// What was granted, the oldest first.
    public var rewards: [ExplainedReward]
    /// The instructions to finance for these rewards, the oldest first.
    public var payouts: [ExplainedPayout]
    /// What was to be given back of these rewards, the oldest first.
    public var claims: [ExplainedClaim]
    /// What was paid for one of these rewards and stands for another.
    public var setOffs: [ExplainedSetOff]
    /// The books about these rewards, whole transactions, the oldest first.
    public var transactions: [ExplainedTransaction]

    public init(
      hireId: HireID, hires: [ExplainedHire] = [], rewards: [ExplainedReward] = [], payouts: [ExplainedPayout] = [],
      claims: [ExplainedClaim] = [], setOffs: [ExplainedSetOff] = [], transactions: [ExplainedTransaction] = []
    ) {
      self.hireId = hireId
      self.hires = hires
      self.rewards = rewards
      self.payouts = payouts
      self.claims = claims
      self.setOffs = setOffs
      self.transactions = transactions
    }
  }
}

extension ExplainBonus {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.check(rewardId != nil || hireId != nil, "rewardId", "or hireId is needed")
  }
}
