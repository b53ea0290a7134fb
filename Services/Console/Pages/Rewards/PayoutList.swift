import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// All payouts, in pages, by what is asked for.
enum PayoutList {
  struct View: Sendable {
    let tabs: [RewardsTabs.Tab]
    let states: [RewardChoice]
    let kinds: [RewardChoice]
    /// One beneficiary's alone.
    let beneficiaryId: String?
    let rows: [PayoutRow]
    let hasRows: Bool
    let pager: PagerView?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let query = visit.query.filter { !$0.value.isEmpty }
    let beneficiary = query["beneficiaryId"].flatMap { MemberID($0)?.description }
    let page = try await visit.ask(
      ListPayouts(
        state: query["state"].flatMap(PayoutState.init), beneficiaryKind: query["kind"].flatMap(BeneficiaryKind.init),
        beneficiaryId: beneficiary, pageToken: visit.pageToken))
    let members = await ShownMembers(visit, page.items.map(\.beneficiary.member))
    return try visit.page(
      "rewards-payouts", title: "rewards.payouts",
      View(
        tabs: RewardsTabs(visit).tabs,
        states: RewardChoice.all(PayoutState.allCases.map(\.rawValue), named: "payout-", chosen: query["state"], visit),
        kinds: RewardChoice.all(BeneficiaryKind.allCases.map(\.rawValue), named: "to-", chosen: query["kind"], visit),
        beneficiaryId: beneficiary, rows: page.items.map { PayoutRow($0, members, visit, back: visit.here) },
        hasRows: !page.items.isEmpty,
        pager: visit.pager(next: page.nextPageToken)))
  }
}
