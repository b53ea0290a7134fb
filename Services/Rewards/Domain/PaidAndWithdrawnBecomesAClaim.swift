package import Vocabulary

/// An instruction to finance (W6).
package struct Payout: Hashable, Sendable {
  /// The instruction.
  package let id: PayoutID
  /// What it pays.
  package let rewardID: RewardID
  /// Whom.
  package let holder: Holder
  /// How much.
  package let amount: Cents
  /// When finance paid it.
  package var paidAt: Timestamp?
  /// The payment's name in finance.
  package var reference: String?
  /// When it ceased to be due.
  package var cancelledAt: Timestamp?

  /// A payout with its fields.
  package init(
    id: PayoutID = .make(), rewardID: RewardID, holder: Holder, amount: Cents, paidAt: Timestamp? = nil,
    reference: String? = nil, cancelledAt: Timestamp? = nil
  ) {
    self.id = id
    self.rewardID = rewardID
    self.holder = holder
    self.amount = amount
    self.paidAt = paidAt
    self.reference = reference
    self.cancelledAt = cancelledAt
  }

  /// Whether money went out that is not due: whichever came first, payment or withdrawal (W8).
  package var isClaim: Bool { paidAt != nil && cancelledAt != nil }

  /// The lines of the payment.
  package var paymentPostings: [Posting] {
    [.debit(.payable(holder), amount.rawValue, .euroCents), .credit(.cash, amount.rawValue, .euroCents)]
  }

  /// What was paid and is not due; nil unless it is a claim.
  ///
  /// Posting it brings the payable back to zero.
  package var claim: Claim? {
    guard isClaim else { return nil }
    return Claim(
      cause: .claim(id), holder: holder, unit: .euroCents, amount: amount.rawValue, source: .payable(holder),
      rewardID: rewardID, payoutID: id)
  }
}
