import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One reward: what it is, what became of each part, what can be done, and where every euro went.
enum RewardPage {
  struct Part: Sendable {
    let day: String
    let amount: String
    let setOff: String?
    let beneficiary: RewardParty
    let badge: RewardBadge
  }

  struct View: Sendable {
    let kind: String
    let id: String
    let badge: RewardBadge
    let amount: String
    let member: RewardParty
    let reason: String?
    let option: String?
    let charityName: String?
    let company: RewardParty?
    let policyVersion: String
    let level: String?
    let isOwnCompany: Bool
    let grantedAt: String
    let settledAt: String?
    let reversedAt: String?
    let replaces: String?
    let recommendation: String?
    let hire: String?
    let story: String
    let statement: String
    let source: String?
    let parts: [Part]
    let hasParts: Bool
    let lines: [BonusStoryView.Entry]
    let hasLines: Bool
    let paid: RewardTable<PayoutRow>
    let hasPayouts: Bool
    let owing: RewardTable<ClaimRow>
    let hasClaims: Bool
    let form: FormView?
    let picture: BonusPictureView
    let told: BonusStoryView
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.id("reward", as: RewardID.self)
    let told = try await visit.ask(ExplainBonus(rewardId: id))
    guard let reward = told.rewards.first(where: { $0.rewardId == id }) else { throw HTTPError(.notFound) }
    async let form = reward.state == .held ? OptionForm.form(reward, visit) : nil
    let report = await BonusReport.of(told, visit)
    let labels = BonusLabels(told, report.members, visit)
    return try visit.page(
      "rewards-one", title: "rewards.kind-\(reward.kind.rawValue)",
      await view(reward, told, report, labels, form, visit))
  }

  private static func view(
    _ reward: ExplainedReward, _ told: ExplainBonus.Result, _ report: BonusReport, _ labels: BonusLabels,
    _ form: FormView?, _ visit: Visit
  ) -> View {
    let hire = told.hires.first { $0.hireId == reward.hireId }
    let story = BonusStoryView(told, report, labels, visit)
    let lines = story.transactions.first { $0.id == reward.transactionId?.description }?.entries ?? []
    let payouts = told.payouts.filter { $0.rewardId == reward.rewardId }.map {
      PayoutRow($0, charityName: reward.charityName, labels, visit)
    }
    let claims = told.claims.filter { $0.rewardId == reward.rewardId }.map {
      ClaimRow($0, labels.members, visit)
    }
    let source = [report.sourceSystem, report.applicationId].compactMap(\.self).joined(separator: " · ")
    return View(
      kind: visit.word("rewards.kind-\(reward.kind.rawValue)"), id: reward.rewardId.description,
      badge: RewardBadge(reward.state, visit), amount: visit.euros(reward.amountCents.rawValue),
      member: RewardParty(member: reward.memberId.description, labels.members, visit),
      reason: reward.holdReason.map { visit.word("rewards.held-\($0.rawValue)") },
      option: reward.option.map { visit.word("rewards.option-\($0.rawValue)") }, charityName: reward.charityName,
      company: reward.companyId.map { RewardParty(company: $0.description, visit) },
      policyVersion: "\(reward.policyVersion)",
      level: reward.kind == .recommendation
        ? hire?.quotedLevel.map { visit.word("rewards.level-\($0.rawValue)") } : nil,
      isOwnCompany: reward.conflictOfInterest, grantedAt: visit.clock.text(reward.grantedAt),
      settledAt: reward.settledAt.map(visit.clock.text), reversedAt: reward.reversedAt.map(visit.clock.text),
      replaces: reward.replaces.map { "/rewards/\($0)" },
      recommendation: visit.mayEnter(.recommendations) ? "/recommendations/\(reward.recommendationId)" : nil,
      hire: visit.mayEnter(.hires) ? "/hires/\(reward.hireId)" : nil, story: "/rewards/hires/\(reward.hireId)",
      statement: "/rewards/statement/\(reward.memberId)",
      source: source.isEmpty ? nil : source,
      parts: reward.parts.map { part in
        Part(
          day: visit.clock.text(part.dueOn), amount: visit.euros(part.amountCents.rawValue),
          setOff: part.setOffCents > 0 ? visit.euros(part.setOffCents.rawValue) : nil,
          beneficiary: RewardParty(part.beneficiary, charityName: reward.charityName, labels.members, visit),
          badge: RewardBadge(part.state, visit))
      },
      hasParts: !reward.parts.isEmpty,
      lines: lines, hasLines: !lines.isEmpty, paid: RewardTable(payouts), hasPayouts: !payouts.isEmpty,
      owing: RewardTable(claims), hasClaims: !claims.isEmpty, form: form,
      picture: BonusPictureView(told, labels, visit), told: story)
  }
}
