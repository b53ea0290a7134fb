import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// `coopt webhooks mappings`.
struct WebhooksMappings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mappings",
    abstract: "List which job of which source is which offer, the latest said first.",
    discussion: """
      Example:
        coopt webhooks mappings --source greenhouse
      """
  )

  @Option(help: ArgumentHelp("Only of this source.", valueName: "name"))
  var source: String?

  @OptionGroup var listing: ListOptions

  @OptionGroup var broker: BrokerOptions

  func run() async throws {
    try await listing.show(
      ListMappings.self, asking: ReportData.object([("source", source)]),
      over: broker.sender(within: listing.timeout), lines: ListedMapping.lines)
  }
}

/// `coopt webhooks sources`.
struct WebhooksSources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "List the sources that webhooks are received from, and how each is doing.",
    discussion: """
      Until a source has a secret, every webhook that is posted to it is answered with status 503.

      \(ExitStatus.help)
      """
  )

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func run() async throws {
    let command = OutgoingCommand(id: .make(), type: ListSources.messageType, data: [:])
    let reply = try await replying.reply(to: command, over: broker)
    guard case .accepted = reply, !replying.json else { return try replying.show(reply) }
    try StandardStream.output.write(lines: ListedSource.lines(try reply.result(of: ListSources.self).sources))
  }
}
