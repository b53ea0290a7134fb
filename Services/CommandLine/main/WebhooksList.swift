import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt webhooks list`.
struct WebhooksList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List webhooks that were received, the newest first.",
    discussion: """
      Examples:
        coopt webhooks list
        coopt webhooks list --state quarantined --reason job-not-mapped
        coopt webhooks list --source greenhouse --since 2h --limit 500 --json | jq -r .deliveryId
      """
  )

  @OptionGroup var deliveries: DeliveryOptions

  @Option(help: ArgumentHelp("Only of this state.", valueName: "state"))
  var state: DeliveryState?

  @OptionGroup var listing: ListOptions

  @OptionGroup var broker: BrokerOptions

  func run() async throws {
    var filter = try deliveries.filter()
    filter.state = state
    try await listing.show(
      ListDeliveries.self, asking: filter.fields, over: broker.sender(within: listing.timeout),
      lines: ListedDelivery.lines)
  }
}
