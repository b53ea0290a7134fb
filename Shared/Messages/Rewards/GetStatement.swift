public import Vocabulary

/// Asks for a member's account (W6).
///
/// Refusal: `member-not-found`.
public struct GetStatement: CommandPayload {
  /// `coopt.rewards.get-statement.v1`.
  public static let messageType = MessageType(service: "rewards", name: "get-statement")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotFound]

  /// The member.
  public var memberId: MemberID
  /// The calendar year; all of them where absent.
  public var year: Int?

  public init(memberId: MemberID, year: Int? = nil) {
    self.memberId = memberId
    self.year = year
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// What the member holds.
    public var balances: StatementBalances
    /// The lines of the member's accounts, the oldest first.
    public var entries: [LedgerEntry]
    /// The member's rewards.
    public var rewards: [RewardGranted]
    /// What was paid to the member in the year that was asked for, by `paidAt`, in cents (W6).
    public var paidCents: Cents?

    public init(balances: StatementBalances, entries: [LedgerEntry], rewards: [RewardGranted], paidCents: Cents? = nil)
    {
      self.balances = balances
      self.entries = entries
      self.rewards = rewards
      self.paidCents = paidCents
    }
  }
}

extension GetStatement {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(year, 2000...9999, "year")
  }
}
