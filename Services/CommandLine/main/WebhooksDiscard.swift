import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// `coopt webhooks discard`.
struct WebhooksDiscard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Decide that nothing comes of webhooks that wait: by their ids, or with --yes of all that fit.",
    discussion: """
      What a filter means is listed first, and discarded with --yes.

      Examples:
        coopt webhooks discard 01930000-0000-7000-8000-000000000001 --why 'a test of the vendor'
        coopt webhooks discard --source lever --reason not-understood --yes --why 'an old form, reported by hand'

      Exit status: 0 they were discarded or listed, 1 some were refused, 66 no such webhook waits.
      """
  )

  @OptionGroup var waiting: WaitingDeliveries

  @Flag(help: "Discard what fits.")
  var yes = false

  @OptionGroup var grounds: GroundsOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func run() async throws {
    guard yes || !waiting.ids.isEmpty else { return try await list() }
    let actor = try NamedActor.required(option: grounds.actor).name
    guard let why = grounds.why else { throw CommandFailure(.usage, "why it is done is kept: give --why") }
    let outcomes = try await replying.sender(over: broker).conversing { conversation in
      var outcomes: [DeliveryOutcome] = []
      for id in try await waiting.chosen(conversation) {
        let command = OutgoingCommand(
          id: .make(), type: DiscardDelivery.messageType, actor: actor,
          data: ["deliveryId": .string(id.description), "reason": .string(why)])
        outcomes.append(DeliveryOutcome(of: id, discarded: try await conversation.reply(to: command)))
        try outcomes.last.map(replying.show)
      }
      return outcomes
    }
    try outcomes.end()
  }

  private func list() async throws {
    let found = try await replying.sender(over: broker).conversing { try await waiting.listed($0) }
    guard !found.isEmpty else { throw CommandFailure(.absent, "no such webhook waits") }
    try StandardStream.output.write(
      lines: replying.json ? try found.map { try JSONLine.text($0) } : ListedDelivery.lines(found))
    try StandardStream.error.write("coopt: nothing was discarded; --yes discards these \(found.count)\n")
  }
}
