import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// All claims, in pages, open or not.
enum ClaimList {
  struct View: Sendable {
    let tabs: [RewardsTabs.Tab]
    let states: [RewardChoice]
    let rows: [ClaimRow]
    let hasRows: Bool
    let pager: PagerView?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let open = visit.query["open"]
    let page = try await visit.ask(
      ListClaims(open: open == "true" ? true : open == "false" ? false : nil, pageToken: visit.pageToken))
    let members = await ShownMembers(visit, page.items.map(\.holder.member))
    return try visit.page(
      "rewards-claims", title: "rewards.claims",
      View(
        tabs: RewardsTabs(visit).tabs,
        states: RewardChoice.all(["true", "false"], named: "open-", chosen: open, visit),
        rows: page.items.map { ClaimRow($0, members, visit, back: visit.here) }, hasRows: !page.items.isEmpty,
        pager: visit.pager(next: page.nextPageToken)))
  }
}
