import ConsoleDomain
import FoundationEssentials
import Hummingbird
import Messages
import Vocabulary

/// A member's account, in a year or ever, as it is printed (W6).
enum StatementPage {
  struct Line: Sendable {
    let at: String
    let cause: String
    let owed: String?
    let claimed: String?
    let id: String
  }

  struct PointsLine: Sendable {
    let at: String
    let cause: String
    let points: String
  }

  struct Granted: Sendable {
    let address: String
    let kind: String
    let amount: String
    let badge: RewardBadge
    let option: String?
  }

  struct View: Sendable {
    let member: RewardParty
    let id: String
    let years: [RewardChoice]
    let period: String
    let payable: String
    let claim: String
    let hasClaim: Bool
    let points: String
    let paid: String?
    let rewards: [Granted]
    let hasRewards: Bool
    let lines: [Line]
    let hasLines: Bool
    let pointsLines: [PointsLine]
    let hasPoints: Bool
    let owedSum: String
    let claimedSum: String
    let printedAt: String
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.id("member", as: MemberID.self)
    let current = Int(visit.clock.day(of: .now).rawValue.prefix(4)) ?? 2026
    let year = visit.query["year"].flatMap(Int.init).flatMap { (2000...9999).contains($0) ? $0 : nil }
    async let asked = visit.ask(GetStatement(memberId: id, year: year))
    async let member = try? visit.ask(GetMember(memberId: id))
    let statement = try await asked
    let names = await member.map { [id: "\($0.firstName) \($0.lastName)"] } ?? [:]
    let labels = BonusLabels(
      ExplainBonus.Result(hireId: .make()), ShownMembers(names: names), visit)
    return try visit.page(
      "rewards-statement", title: "rewards.statement", view(statement, of: id, year, current, labels, visit))
  }

  private static func view(
    _ statement: GetStatement.Result, of id: MemberID, _ year: Int?, _ current: Int, _ labels: BonusLabels,
    _ visit: Visit
  ) -> View {
    let years = Set((0..<10).map { current - $0 } + (year.map { [$0] } ?? [])).sorted(by: >)
    let money = statement.entries.filter { $0.unit == .euroCents }
    // As the member counts: what is owed to them is positive, and so is what they owe.
    let owed = money.filter { $0.account.hasSuffix(":payable") }.reduce(0) { $0 - $1.amount }
    let claimed = money.filter { $0.account.hasSuffix(":claim") }.reduce(0) { $0 + $1.amount }
    return View(
      member: RewardParty(member: id.description, labels.members, visit), id: id.description,
      years: years.map { RewardChoice(value: "\($0)", label: "\($0)", isChosen: $0 == year) },
      period: year.map { "\($0)" } ?? visit.word("rewards.ever"),
      payable: visit.euros(statement.balances.payableCents.rawValue),
      claim: visit.euros(statement.balances.claimCents.rawValue), hasClaim: statement.balances.claimCents > 0,
      points: Money.number(statement.balances.points.rawValue, in: visit.language),
      paid: statement.paidCents.map { visit.euros($0.rawValue) },
      rewards: statement.rewards.map {
        Granted(
          address: "/rewards/\($0.rewardId)", kind: visit.word("rewards.kind-\($0.kind.rawValue)"),
          amount: visit.euros($0.amountCents.rawValue),
          badge: RewardBadge($0.state == .held ? ListedRewardState.held : .settled, visit),
          option: $0.option.map { visit.word("rewards.option-\($0.rawValue)") })
      },
      hasRewards: !statement.rewards.isEmpty,
      lines: money.map { line in
        let isClaim = line.account.hasSuffix(":claim")
        return Line(
          at: visit.clock.text(line.recordedAt), cause: labels.text(cause: line.causeId),
          owed: isClaim ? nil : visit.euros(-line.amount), claimed: isClaim ? visit.euros(line.amount) : nil,
          id: line.transactionId.description)
      },
      hasLines: !money.isEmpty,
      pointsLines: statement.entries.filter { $0.unit == .points }.map {
        PointsLine(
          at: visit.clock.text($0.recordedAt), cause: labels.text(cause: $0.causeId),
          points: Money.number(-$0.amount, in: visit.language))
      },
      hasPoints: statement.entries.contains { $0.unit == .points },
      owedSum: visit.euros(owed), claimedSum: visit.euros(claimed), printedAt: visit.clock.text(.now))
  }
}
