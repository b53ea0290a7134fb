import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// The list of charities, with their accounts.
enum CharityAccounts {
  struct Row: Sendable {
    let address: String
    let name: String
    let isDesignated: Bool
    let isRetired: Bool
    let owed: String
    let paid: String
    let claimed: String?
    let since: String
  }

  struct View: Sendable {
    let states: [RewardChoice]
    let table: RewardTable<Row>
    let pager: PagerView?
    let form: FormView?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let active = visit.query["active"]
    let page = try await visit.ask(
      ListCharityAccounts(
        active: active == "true" ? true : active == "false" ? false : nil, pageToken: visit.pageToken))
    return try visit.page(
      "charities", title: "charities.title",
      View(
        states: ["true", "false"].map {
          RewardChoice(value: $0, label: visit.word("charities.active-\($0)"), isChosen: $0 == active)
        },
        table: RewardTable(page.items.map { row($0, visit) }), pager: visit.pager(next: page.nextPageToken),
        form: visit.form("rewards.register-charity", ["locale": "fr"])))
  }

  private static func row(_ charity: ListedCharityAccount, _ visit: Visit) -> Row {
    Row(
      address: "/charities/\(charity.charityId)", name: charity.name, isDesignated: charity.designated,
      isRetired: !charity.active, owed: visit.euros(charity.owedCents.rawValue),
      paid: visit.euros(charity.paidCents.rawValue),
      claimed: charity.claimedCents > 0 ? visit.euros(charity.claimedCents.rawValue) : nil,
      since: visit.clock.text(visit.clock.day(of: charity.registeredAt)))
  }
}
