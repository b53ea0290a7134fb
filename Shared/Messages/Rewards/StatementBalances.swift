public import Vocabulary

/// What a member holds, as the member counts it: what is owed to them is positive.
public struct StatementBalances: Codable, Hashable, Sendable {
  /// Money owed to the member.
  public var payableCents: Cents
  /// Money that the member owes back (W8).
  public var claimCents: Cents
  /// Points.
  public var points: Points

  public init(payableCents: Cents, claimCents: Cents, points: Points) {
    self.payableCents = payableCents
    self.claimCents = claimCents
    self.points = points
  }
}
