import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// Which webhooks are meant.
struct DeliveryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what came to this source.", valueName: "name"))
  var source: String?

  @Option(help: ArgumentHelp("Only what waits for this reason.", valueName: "reason"))
  var reason: QuarantineReason?

  @Option(help: ArgumentHelp("Only what is about this application.", valueName: "id"))
  var application: String?

  @Option(
    help: ArgumentHelp(
      "Only what was received so long ago at most (90s, 15m, 2h, 7d), or since a time.", valueName: "age"))
  var since: String?

  /// The filter.
  func filter() throws -> DeliveryFilter {
    var filter = DeliveryFilter()
    (filter.source, filter.reason, filter.application) = (source, reason, application)
    filter.since = try since.map { try Age.instant($0) }
    return filter
  }

  /// Whether something says which webhooks are meant.
  var isGiven: Bool { source != nil || reason != nil || application != nil || since != nil }
}

/// Webhooks by their ids, or those that wait and fit a filter.
struct WaitingDeliveries: ParsableArguments {
  @Argument(help: "Ids of webhooks.")
  var ids: [String] = []

  @Flag(help: "All that wait.")
  var all = false

  @OptionGroup var deliveries: DeliveryOptions

  func validate() throws {
    if let wrong = ids.first(where: { DeliveryID($0) == nil }) { throw ValidationError("'\(wrong)' is no UUID") }
    guard ids.isEmpty || (!all && !deliveries.isGiven) else {
      throw ValidationError("give ids, or say by a filter which are meant, not both")
    }
    guard all || deliveries.isGiven || !ids.isEmpty else {
      throw ValidationError("say which webhooks: by their ids, by a filter, or --all")
    }
  }

  /// Those that are meant; throws a failure when none waits.
  func chosen(_ conversation: CommandConversation) async throws -> [DeliveryID] {
    guard ids.isEmpty else { return ids.compactMap { DeliveryID($0) } }
    let found = try await listed(conversation)
    guard !found.isEmpty else { throw CommandFailure(.absent, "no such webhook waits") }
    return found.map(\.deliveryId)
  }

  /// Those that wait and fit the filter.
  func listed(_ conversation: CommandConversation) async throws -> [ListedDelivery] {
    let pages = ListPages(ListDeliveries.self, asking: try deliveries.filter().waiting.fields, limit: .max)
    return try await pages.items { try await conversation.reply(to: $0) }
  }
}

/// Who decides, and why.
struct GroundsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who decides, as your directory names you; else COOPT_ACTOR.", valueName: "who"))
  var actor: String?

  @Option(help: ArgumentHelp("Why; kept for good.", valueName: "text"))
  var why: String?
}
