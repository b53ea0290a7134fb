package import Vocabulary

/// A part of what somebody is owed for a reward; it becomes an instruction to finance on its day (W9).
package struct Instalment: Hashable, Sendable {
  /// The reward.
  package let rewardID: RewardID
  /// Its place in the reward's calendar, from 1.
  package let position: Int
  /// Who gets it.
  package let holder: Holder
  /// Its place among the parts of its holder, from 1.
  package let part: Int
  /// When it is asked for.
  package var dueOn: CalendarDay
  /// How much; more than nothing.
  package let amount: Cents
  /// How much of it was paid for a grant of before, and is not paid again.
  package var setOff: Cents
  /// The instruction that is to pay it; nil before there is one.
  package var payoutID: PayoutID?
  /// When its reward was taken back.
  package var cancelledAt: Timestamp?

  package init(
    rewardID: RewardID, position: Int, holder: Holder, part: Int, dueOn: CalendarDay, amount: Cents, setOff: Cents = 0,
    payoutID: PayoutID? = nil, cancelledAt: Timestamp? = nil
  ) {
    self.rewardID = rewardID
    self.position = position
    self.holder = holder
    self.part = part
    self.dueOn = dueOn
    self.amount = amount
    self.setOff = setOff
    self.payoutID = payoutID
    self.cancelledAt = cancelledAt
  }

  /// What is left to be asked for.
  package var rest: Cents { amount - setOff }

  /// Whether it has still to be asked for.
  package var isWaiting: Bool { payoutID == nil && cancelledAt == nil && rest > 0 }
}
