import ConsoleDomain
import Messages
import Vocabulary

/// A payout as a row of a list, with what can be done about it.
struct PayoutRow: Sendable {
  let id: String
  /// The id’s end, by which people tell it from others.
  let short: String
  let reward: String
  let beneficiary: RewardParty
  let amount: String
  let badge: RewardBadge
  let requestedAt: String
  let paidAt: String?
  let reference: String?
  let failedAt: String?
  let failure: String?
  let form: FormView?

  init(_ payout: ListedPayout, _ members: ShownMembers, _ visit: Visit, back: String? = nil) {
    id = payout.payoutId.description
    short = RewardParty.short(payout.payoutId.description)
    reward = "/rewards/\(payout.rewardId)"
    beneficiary = RewardParty(payout.beneficiary, charityName: payout.charityName, members, visit)
    amount = visit.euros(payout.amountCents.rawValue)
    badge = RewardBadge(payout.state, visit)
    requestedAt = visit.clock.text(payout.requestedAt)
    paidAt = payout.paidAt.map(visit.clock.text)
    reference = payout.reference
    failedAt = payout.failedAt.map(visit.clock.text)
    failure = payout.failureReason
    form =
      payout.state == .failed
      ? visit.form("rewards.retry-payout", Self.values(payout.payoutId, payout.rewardId), back: back) : nil
  }

  init(_ payout: ExplainedPayout, charityName: String?, _ labels: BonusLabels, _ visit: Visit) {
    id = payout.payoutId.description
    short = RewardParty.short(payout.payoutId.description)
    reward = "/rewards/\(payout.rewardId)"
    beneficiary = RewardParty(payout.beneficiary, charityName: charityName, labels.members, visit)
    amount = visit.euros(payout.amountCents.rawValue)
    badge = RewardBadge(payout, visit)
    requestedAt = visit.clock.text(payout.requestedAt)
    paidAt = payout.paidAt.map(visit.clock.text)
    reference = payout.reference
    failedAt = payout.failedAt.map(visit.clock.text)
    failure = payout.failureReason
    let hasFailed = payout.failedAt != nil && payout.paidAt == nil && payout.cancelledAt == nil
    form = hasFailed ? visit.form("rewards.retry-payout", Self.values(payout.payoutId, payout.rewardId)) : nil
  }

  private static func values(_ payout: PayoutID, _ reward: RewardID) -> [String: String] {
    ["payoutId": payout.description, RewardsForms.reward.name: reward.description]
  }
}
