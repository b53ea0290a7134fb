import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// All rewards, in pages, by what is asked for.
enum RewardList {
  struct View: Sendable {
    let tabs: [RewardsTabs.Tab]
    let states: [RewardChoice]
    let kinds: [RewardChoice]
    let reasons: [RewardChoice]
    let dueOn: String?
    let day: String?
    let memberId: String?
    let rows: [RewardRow]
    let hasRows: Bool
    let pager: PagerView?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let query = visit.query.filter { !$0.value.isEmpty }
    let day = query["dueOn"].flatMap { CalendarDay($0) }
    let page = try await visit.ask(
      ListRewards(
        memberId: query["memberId"].flatMap { MemberID($0) }, state: query["state"].flatMap(ListedRewardState.init),
        kind: query["kind"].flatMap(RewardKind.init), holdReason: query["reason"].flatMap(HeldBecause.init), dueOn: day,
        pageToken: visit.pageToken))
    let members = await ShownMembers(visit, page.items.map(\.memberId))
    return try visit.page(
      "rewards-all", title: "rewards.all",
      View(
        tabs: RewardsTabs(visit).tabs,
        states: RewardChoice.all(
          ListedRewardState.allCases.map(\.rawValue), named: "state-", chosen: query["state"], visit),
        kinds: RewardChoice.all(RewardKind.allCases.map(\.rawValue), named: "kind-", chosen: query["kind"], visit),
        reasons: RewardChoice.all(HeldBecause.allCases.map(\.rawValue), named: "held-", chosen: query["reason"], visit),
        dueOn: day?.rawValue, day: day.map(visit.clock.text),
        memberId: query["memberId"].flatMap { MemberID($0)?.description },
        rows: page.items.map { RewardRow($0, members, visit) }, hasRows: !page.items.isEmpty,
        pager: visit.pager(next: page.nextPageToken)))
  }
}
