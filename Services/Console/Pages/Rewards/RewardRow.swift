import ConsoleDomain
import Messages
import Vocabulary

/// A reward as a row of a list.
struct RewardRow: Sendable {
  /// One of its parts.
  struct Part: Sendable {
    let day: String
    let amount: String
    let badge: RewardBadge
  }

  let address: String
  let kind: String
  let amount: String
  let member: RewardParty
  let grantedAt: String?
  let badge: RewardBadge
  let reason: String?
  let option: String?
  let charityName: String?
  let parts: [Part]

  init(_ reward: ListedReward, _ members: ShownMembers, _ visit: Visit) {
    address = "/rewards/\(reward.rewardId)"
    kind = visit.word("rewards.kind-\(reward.kind.rawValue)")
    amount = visit.euros(reward.amountCents.rawValue)
    member = RewardParty(member: reward.memberId.description, members, visit)
    grantedAt = reward.grantedAt.map(visit.clock.text)
    badge = RewardBadge(reward.state, visit)
    reason = reward.holdReason.map { visit.word("rewards.held-\($0.rawValue)") }
    option = reward.option.map { visit.word("rewards.option-\($0.rawValue)") }
    charityName = reward.charityName
    parts = reward.instalments.map {
      Part(
        day: visit.clock.text($0.dueOn), amount: visit.euros($0.amountCents.rawValue),
        badge: RewardBadge($0.state, visit))
    }
  }
}
