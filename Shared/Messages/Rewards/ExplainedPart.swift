public import Vocabulary

/// A part of what a reward pays somebody (W9).
public struct ExplainedPart: Codable, Hashable, Sendable {
  /// Whom it pays.
  public var beneficiary: Beneficiary
  /// On which day it is asked for, in the policy's time zone.
  public var dueOn: CalendarDay
  /// How much, in cents.
  public var amountCents: Cents
  /// What of it needs no payment, since one of before stands for it, in cents.
  public var setOffCents: Cents
  /// What became of it.
  public var state: InstalmentState
  /// The instruction that pays it.
  public var payoutId: PayoutID?

  public init(
    beneficiary: Beneficiary, dueOn: CalendarDay, amountCents: Cents, setOffCents: Cents = 0, state: InstalmentState,
    payoutId: PayoutID? = nil
  ) {
    self.beneficiary = beneficiary
    self.dueOn = dueOn
    self.amountCents = amountCents
    self.setOffCents = setOffCents
    self.state = state
    self.payoutId = payoutId
  }
}
