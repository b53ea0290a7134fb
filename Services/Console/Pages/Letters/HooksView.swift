import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Webhooks that other systems posted, the newest first; those that wait, unless something else is asked for.
struct HooksView: Sendable {
  /// One of them.
  struct Hook: Sendable {
    let address: String
    let receivedAt: String
    let source: String
    let state: String
    let tone: String
    let reason: String?
    let event: String?
    let applicationId: String?
    let jobs: String
  }

  /// A word to choose from.
  struct Option: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  let tabs = LettersTabs(isHooks: true)
  let hooks: [Hook]
  let isEmpty: Bool
  let states: [Option]
  let sources: [Option]
  let pager: PagerView?

  static func page(_ visit: Visit) async throws -> Response {
    // Somebody who chose "any" says so; who comes by the menu sees what waits.
    let state = visit.query["state"] ?? DeliveryState.quarantined.rawValue
    let source = visit.query["source"].flatMap { $0.isEmpty ? nil : $0 }
    async let sources = visit.ask(ListSources())
    let page = try await visit.ask(
      ListDeliveries(source: source, state: DeliveryState(rawValue: state), pageSize: 50, pageToken: visit.pageToken))
    let view = HooksView(page, state: state, source: source, sources: try await sources.sources, visit)
    return try visit.page("letters-hooks", title: "letters.hooks-title", view)
  }

  private init(
    _ page: ListDeliveries.Result, state: String, source: String?, sources: [ListedSource], _ visit: Visit
  ) {
    hooks = page.items.map { Hook($0, visit) }
    isEmpty = page.items.isEmpty
    states =
      [Option(value: "", label: visit.word("letters.hooks-any"), isChosen: state.isEmpty)]
      + DeliveryState.allCases.map {
        Option(value: $0.rawValue, label: HookWords.state($0, visit), isChosen: $0.rawValue == state)
      }
    self.sources =
      [Option(value: "", label: visit.word("letters.hooks-any"), isChosen: source == nil)]
      + sources.map { Option(value: $0.source, label: $0.source, isChosen: $0.source == source) }
    pager = visit.pager(next: page.nextPageToken)
  }
}

extension HooksView.Hook {
  init(_ delivery: ListedDelivery, _ visit: Visit) {
    address = "/letters/webhooks/\(delivery.deliveryId)"
    receivedAt = visit.clock.text(delivery.receivedAt)
    source = delivery.source
    state = HookWords.state(delivery.state, visit)
    tone = HookWords.tone(delivery.state)
    reason = delivery.reason.map { HookWords.reason($0, visit) }
    event = delivery.event
    applicationId = delivery.applicationId
    jobs = delivery.jobs.joined(separator: ", ")
  }
}
