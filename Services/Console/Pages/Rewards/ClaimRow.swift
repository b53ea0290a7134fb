import ConsoleDomain
import Messages
import Vocabulary

/// A claim as a row of a list, with what can be done about it.
struct ClaimRow: Sendable {
  let id: String
  let reward: String?
  let holder: RewardParty
  let amount: String
  let remaining: String
  let openedAt: String
  let badge: RewardBadge
  /// How it ended, where that is known.
  let outcome: [String]
  let form: FormView?

  init(_ claim: ListedClaim, _ members: ShownMembers, _ visit: Visit, back: String? = nil) {
    self.init(
      id: claim.claimId, reward: claim.rewardId, holder: claim.holder, unit: claim.unit, amount: claim.amount,
      remaining: claim.remaining, openedAt: claim.openedAt, outcome: [], members, visit, back: back)
  }

  init(_ claim: ExplainedClaim, _ members: ShownMembers, _ visit: Visit) {
    let outcome = [
      ("repaid", claim.repaid), ("written-off", claim.writtenOff), ("set-off", claim.setOff),
    ].filter { $0.1 > 0 }.map { word, amount in
      "\(visit.word("rewards.claim-\(word)")) \(Self.text(amount, of: claim.unit, visit))"
    }
    self.init(
      id: claim.claimId, reward: claim.rewardId, holder: claim.holder, unit: claim.unit, amount: claim.amount,
      remaining: claim.remaining, openedAt: claim.openedAt, outcome: outcome, members, visit, back: nil)
  }

  private init(
    id: TransactionID, reward: RewardID?, holder: AccountHolder, unit: LedgerUnit, amount: Int, remaining: Int,
    openedAt: Timestamp, outcome: [String], _ members: ShownMembers, _ visit: Visit, back: String?
  ) {
    self.id = id.description
    self.reward = reward.map { "/rewards/\($0)" }
    self.holder = RewardParty(holder, members, visit)
    self.amount = Self.text(amount, of: unit, visit)
    self.remaining = Self.text(remaining, of: unit, visit)
    self.openedAt = visit.clock.text(openedAt)
    self.outcome = outcome
    badge = RewardBadge(isOpen: remaining > 0, visit)
    form =
      remaining > 0
      ? visit.form(
        made: RewardsForms.settle,
        ["claimId": id.description, RewardsForms.reward.name: reward?.description ?? ""],
        without: [unit == .euroCents ? "amount" : "amountCents"],
        back: back) : nil
  }

  /// An amount in what it counts.
  static func text(_ amount: Int, of unit: LedgerUnit, _ visit: Visit) -> String {
    unit == .euroCents
      ? visit.euros(amount)
      : "\(Money.number(amount, in: visit.language))\u{A0}\(visit.word(abs(amount) < 2 ? "rewards.credit-one" : "rewards.credits"))"
  }
}
