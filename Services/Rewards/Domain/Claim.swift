package import Vocabulary

/// What a holder has and is not due any more: it is owed back, and never a silent negative (W8).
package struct Claim: Hashable, Sendable {
  /// What causes it to be posted, once.
  package let cause: CauseID
  /// Who owes it.
  package let holder: Holder
  /// What the amount counts.
  package let unit: UnitOfAccount
  /// How much; more than nothing.
  package let amount: Int
  /// The account that would turn negative without it.
  package let source: Account
  /// The reward that was taken back.
  package let rewardID: RewardID?
  /// The payout that was made.
  package let payoutID: PayoutID?
  /// The offer that used what was not there any more.
  package let offerID: OfferID?

  /// A claim with its fields; nil when there is nothing to claim.
  init?(
    cause: CauseID, holder: Holder, unit: UnitOfAccount, amount: Int, source: Account, rewardID: RewardID?,
    payoutID: PayoutID? = nil, offerID: OfferID? = nil
  ) {
    guard amount > 0 else { return nil }
    self.cause = cause
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.source = source
    self.rewardID = rewardID
    self.payoutID = payoutID
    self.offerID = offerID
  }

  /// The account that it stands on.
  package var account: Account { .claim(holder) }

  /// The lines that move it out of the account that it would turn negative.
  package var postings: [Posting] { [.debit(account, amount, unit), .credit(source, amount, unit)] }
}
