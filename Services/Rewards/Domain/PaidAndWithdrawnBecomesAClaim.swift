package import Vocabulary

/// An instruction to finance (W6).
package struct Payout: Hashable, Sendable {
  /// That finance could not pay.
  package struct Failure: Hashable, Sendable {
    /// When.
    package let at: Timestamp
    /// Why, in finance's words.
    package let reason: String

    package init(at instant: Timestamp, reason: String) {
      at = instant
      self.reason = reason
    }
  }

  /// The instruction.
  package let id: PayoutID
  /// What it pays.
  package let rewardID: RewardID
  /// What the reward is owed for; nil where the instruction is older than this was kept.
  package let originID: RewardOriginID?
  /// Its place among the instructions for its reward and holder, from 1; there is a second where a set-off left a rest.
  package let sequence: Int
  /// Which part of what its holder is owed for the reward it pays, from 1 (W9).
  package let part: Int
  /// The instruction that failed and that this one repeats (W6).
  package let retries: PayoutID?
  /// Whom.
  package let holder: Holder
  /// How much.
  package let amount: Cents
  /// When finance paid it.
  package var paidAt: Timestamp?
  /// The payment's name in finance.
  package var reference: String?
  /// When finance said that it could not pay it, and why (W6).
  package var failure: Failure?
  /// When it ceased to be due.
  package var cancelledAt: Timestamp?

  package init(
    id: PayoutID = .make(), rewardID: RewardID, originID: RewardOriginID? = nil, sequence: Int = 1,
    part: Int = 1, retries: PayoutID? = nil, holder: Holder, amount: Cents, failure: Failure? = nil,
    paidAt: Timestamp? = nil, reference: String? = nil, cancelledAt: Timestamp? = nil
  ) {
    self.id = id
    self.rewardID = rewardID
    self.originID = originID
    self.sequence = sequence
    self.part = part
    self.retries = retries
    self.holder = holder
    self.amount = amount
    self.failure = failure
    self.paidAt = paidAt
    self.reference = reference
    self.cancelledAt = cancelledAt
  }

  /// Whether money went out that is not due: whichever came first, payment or withdrawal (W8).
  package var isClaim: Bool { paidAt != nil && cancelledAt != nil }

  /// Whether it may be asked for again: it failed, and is neither paid after all nor cancelled (W6).
  package var hasFailed: Bool { failure != nil && isOpen }

  /// Whether it has still to be paid; one that failed has.
  package var isOpen: Bool { paidAt == nil && cancelledAt == nil }

  /// The lines of the payment.
  package var paymentPostings: [Posting] {
    [.debit(.payable(holder), amount.rawValue, .euroCents), .credit(.cash, amount.rawValue, .euroCents)]
  }

  /// What was paid and is not due; nil unless it is a claim.
  ///
  /// Posting it brings the payable back to zero.
  package var claim: Claim? { claim(of: amount, because: .claim(id)) }

  /// A part of it, that a cause sets off or puts in force again; how much of that had been written off.
  package func claim(of part: Cents, writtenOff: Cents = 0, because cause: CauseID) -> Claim? {
    guard isClaim else { return nil }
    return Claim(
      cause: cause, holder: holder, unit: .euroCents, amount: part.rawValue, source: .payable(holder),
      writtenOff: writtenOff.rawValue, rewardID: rewardID, originID: originID, payoutID: id)
  }
}
