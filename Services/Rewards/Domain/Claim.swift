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
  /// How much of the amount is no claim any more, since staff wrote it off (W6); where a set-off takes that, too.
  package let writtenOff: Int
  /// The reward that was taken back.
  package let rewardID: RewardID?
  /// What that reward was for.
  package let originID: RewardOriginID?
  /// The payout that was made.
  package let payoutID: PayoutID?
  /// The offer that used what was not there any more.
  package let offerID: OfferID?

  /// A claim with its fields; nil when there is nothing to claim.
  init?(
    cause: CauseID, holder: Holder, unit: UnitOfAccount, amount: Int, source: Account, writtenOff: Int = 0,
    rewardID: RewardID?, originID: RewardOriginID? = nil, payoutID: PayoutID? = nil, offerID: OfferID? = nil
  ) {
    guard amount > 0 else { return nil }
    self.cause = cause
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.source = source
    self.writtenOff = writtenOff
    self.rewardID = rewardID
    self.originID = originID
    self.payoutID = payoutID
    self.offerID = offerID
  }

  /// The account that it stands on.
  package var account: Account { .claim(holder) }

  /// How much of the amount stands as a claim.
  package var claimed: Int { amount - writtenOff }

  /// The lines that move it out of the account that it would turn negative.
  package var postings: [Posting] { [.debit(account, amount, unit), .credit(source, amount, unit)] }
}
