import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// What is held and why, what is due and when, what failed, what is claimed: what needs a person stands first.
enum RewardsOverview {
  struct Figure: Sendable {
    let amount: String
    let label: String
    let tone: String
    let address: String
  }

  struct Held: Sendable {
    let reason: String
    let count: String
    let amount: String
    let address: String
  }

  struct View: Sendable {
    let tabs: [RewardsTabs.Tab]
    let figures: [Figure]
    let held: [Held]
    let heldCount: String
    let heldAmount: String
    let rows: [RewardRow]
    let failed: RewardTable<PayoutRow>
    let claims: RewardTable<ClaimRow>
    let calendar: DueCalendarView
    let waiting: [Waiting]
    let hasHeld: Bool
    let hasWaiting: Bool
  }

  /// A decision that waits for a second person.
  struct Waiting: Sendable {
    let command: String
    let askedBy: String
    let askedAt: String
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    // What others know this page by: a list by its filters.
    if visit.query.keys.contains(where: { ["state", "kind", "reason", "memberId", "dueOn"].contains($0) }) {
      let query = FormText.text(visit.query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      return PageResponse.redirect(to: "/rewards/all?\(query)")
    }
    let today = visit.clock.day(of: .now)
    let month = visit.query["month"].flatMap { DueMonth($0) } ?? DueMonth(of: today)
    async let asked = visit.ask(GetRewardsOverview(from: month.first, days: month.length))
    async let heldPage = visit.ask(ListRewards(state: .held, pageSize: 10))
    async let failedPage = visit.ask(ListPayouts(state: .failed, pageSize: 10))
    async let claimPage = visit.ask(ListClaims(open: true, pageSize: 10))
    async let decisions = visit.ask(ListDecisions<TrailOf.Rewards>(state: .waiting, pageSize: 10))
    let overview = try await asked
    let waiting = try await decisions.decisions.map {
      Waiting(
        command: visit.word("rewards.decision-\($0.command)"), askedBy: $0.askedBy,
        askedAt: visit.clock.text($0.askedAt))
    }
    let (held, failed, claims) = try await (heldPage.items, failedPage.items, claimPage.items)
    let members = await ShownMembers(
      visit, held.map(\.memberId) + failed.map(\.beneficiary.member) + claims.map(\.holder.member))
    let view = View(
      tabs: RewardsTabs(visit).tabs, figures: figures(overview, visit),
      held: overview.held.map {
        Held(
          reason: visit.word("rewards.held-\($0.reason.rawValue)"), count: Money.number($0.count, in: visit.language),
          amount: visit.euros($0.amountCents.rawValue), address: "/rewards/all?reason=\($0.reason.rawValue)")
      },
      heldCount: Money.number(overview.held.reduce(0) { $0 + $1.count }, in: visit.language),
      heldAmount: visit.euros(overview.held.reduce(0) { $0 + $1.amountCents.rawValue }),
      rows: held.map { RewardRow($0, members, visit) },
      failed: RewardTable(failed.map { PayoutRow($0, members, visit) }),
      claims: RewardTable(claims.map { ClaimRow($0, members, visit) }),
      calendar: DueCalendarView(month, overview.days, today: today, visit),
      waiting: waiting, hasHeld: !overview.held.isEmpty, hasWaiting: !waiting.isEmpty)
    return try visit.page("rewards", title: "rewards.title", view)
  }

  private static func figures(_ overview: GetRewardsOverview.Result, _ visit: Visit) -> [Figure] {
    func due(_ state: InstalmentState) -> (count: Int, cents: Int) {
      overview.due.first { $0.state == state }.map { ($0.count, $0.amountCents.rawValue) } ?? (0, 0)
    }
    func figure(_ word: String, _ count: Int, _ cents: Int, _ tone: MoneyTone, _ address: String) -> Figure {
      Figure(
        amount: visit.euros(cents),
        label: "\(visit.word("rewards.figure-\(word)")) (\(Money.number(count, in: visit.language)))",
        tone: count == 0 ? MoneyTone.plain.rawValue : tone.rawValue, address: address)
    }
    let (failed, requested, planned) = (due(.failed), due(.requested), due(.planned))
    let held = (overview.held.reduce(0) { $0 + $1.count }, overview.held.reduce(0) { $0 + $1.amountCents.rawValue })
    var figures = [
      figure("failed", failed.count, failed.cents, .bad, "/rewards/payouts?state=failed"),
      figure("held", held.0, held.1, .wait, "/rewards/all?state=held"),
      figure("claimed", overview.openClaims, overview.claimedCents.rawValue, .bad, "/rewards/claims?open=true"),
      figure("requested", requested.count, requested.cents, .plain, "/rewards/payouts?state=requested"),
      figure("planned", planned.count, planned.cents, .plain, "#calendar"),
    ]
    if overview.claimedCredits > 0 {
      figures.append(
        Figure(
          amount: Money.number(overview.claimedCredits, in: visit.language),
          label: visit.word("rewards.figure-credits"), tone: "bad", address: "/rewards/claims?open=true"))
    }
    return figures
  }
}
