package import Vocabulary

/// What was paid, claimed back, and is owed for the same again: claim and debt cancel out, and nothing is paid twice.
///
/// Otherwise the books would depend on whether a withdrawal came before or after the next report (H1, W8).
package struct SetOff: Hashable, Sendable {
  /// The ledger transaction that posts it.
  package let transactionID: TransactionID
  /// The payout that was claimed back.
  package let payoutID: PayoutID
  /// The reward that is owed in its place.
  package let rewardID: RewardID
  /// How much of both cancels out; more than nothing.
  package let amount: Cents
  /// How much of it had been written off, and was no claim any more (W6).
  package let writtenOff: Cents
  /// When the reward was taken back, and the claim with it put in force again.
  package var reversedAt: Timestamp?

  package init(
    transactionID: TransactionID, payoutID: PayoutID, rewardID: RewardID, amount: Cents, writtenOff: Cents = 0,
    reversedAt: Timestamp? = nil
  ) {
    self.transactionID = transactionID
    self.payoutID = payoutID
    self.rewardID = rewardID
    self.amount = amount
    self.writtenOff = writtenOff
    self.reversedAt = reversedAt
  }
}

extension Claim {
  /// The lines that set it off against what its holder is owed: those of the claim on the other sides.
  ///
  /// What of it was written off is taken from there: what the holder has is set off whoever gave up asking for it.
  package var setOffPostings: [Posting] {
    [
      .credit(account, claimed, unit), .credit(.claimsWrittenOff, writtenOff, unit), .debit(source, amount, unit),
    ].filter { $0.amount != 0 }
  }
}
