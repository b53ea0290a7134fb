import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// What a hire earned, all of it: the report, the rewards, and where every euro went.
enum HireMoneyPage {
  struct View: Sendable {
    let id: String
    let isInForce: Bool
    let hiredAt: String?
    let withdrawnAt: String?
    let quote: String?
    let level: String?
    let policyVersion: String?
    let sourceSystem: String?
    let applicationId: String?
    let heardAt: String?
    let deliveries: [Delivery]
    let recommendation: String?
    let hire: String?
    let offer: String?
    let rewards: [Reward]
    let hasRewards: Bool
    let picture: BonusPictureView
    let told: BonusStoryView
  }

  struct Delivery: Sendable {
    let source: String
    let receivedAt: String
    let id: String
    let address: String?
  }

  struct Reward: Sendable {
    let address: String
    let kind: String
    let member: RewardParty
    let amount: String
    let badge: RewardBadge
    let option: String?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let told = try await visit.ask(ExplainBonus(hireId: try visit.id("hire", as: HireID.self)))
    let report = await BonusReport.of(told, visit)
    let labels = BonusLabels(told, report.members, visit)
    let hire = told.hires.first { $0.hireId == told.hireId }
    let view = View(
      id: told.hireId.description, isInForce: hire?.inForce ?? false, hiredAt: hire?.hiredAt.map(visit.clock.text),
      withdrawnAt: hire?.withdrawnAt.map(visit.clock.text), quote: hire?.quotedCents.map { visit.euros($0.rawValue) },
      level: hire?.quotedLevel.map { visit.word("rewards.level-\($0.rawValue)") },
      policyVersion: hire?.policyVersion.map(String.init), sourceSystem: report.sourceSystem,
      applicationId: report.applicationId, heardAt: report.heardAt.map(visit.clock.text),
      deliveries: report.deliveries.map {
        Delivery(
          source: $0.source, receivedAt: visit.clock.text($0.receivedAt), id: $0.deliveryId.description,
          address: visit.mayEnter(.letters) ? "/letters/webhooks/\($0.deliveryId)" : nil)
      },
      recommendation: visit.mayEnter(.recommendations)
        ? hire?.recommendationId.map { "/recommendations/\($0)" } : nil,
      hire: visit.mayEnter(.hires) ? "/hires/\(told.hireId)" : nil,
      offer: visit.mayEnter(.offers) ? report.offerId.map { "/offers/\($0)" } : nil,
      rewards: told.rewards.map {
        Reward(
          address: "/rewards/\($0.rewardId)", kind: visit.word("rewards.kind-\($0.kind.rawValue)"),
          member: RewardParty(member: $0.memberId.description, labels.members, visit),
          amount: visit.euros($0.amountCents.rawValue), badge: RewardBadge($0.state, visit),
          option: $0.option.map { visit.word("rewards.option-\($0.rawValue)") })
      },
      hasRewards: !told.rewards.isEmpty, picture: BonusPictureView(told, labels, visit),
      told: BonusStoryView(told, report, labels, visit))
    return try visit.page("rewards-hire", title: "rewards.hire-money", view)
  }
}
