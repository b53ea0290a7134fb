import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// `coopt webhooks retry`.
struct WebhooksRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Have webhooks that wait be looked at again: first only what would be sent, with --yes for good.",
    discussion: """
      Without --yes nothing is sent, and nobody is named: it says what would become of each, and what would be reported.

      Examples:
        coopt webhooks retry 01930000-0000-7000-8000-000000000001
        coopt webhooks retry 01930000-0000-7000-8000-000000000001 --email ada@example.org --yes --why 'ticket 4711'
        coopt webhooks retry --reason vendor-not-read --source lever --yes

      Exit status: 0 all of them were, or would be, seen to; 1 some were refused or go on waiting; 66 no such webhook waits.
      """
  )

  @OptionGroup var waiting: WaitingDeliveries

  @Flag(help: "Send what follows.")
  var yes = false

  @Option(help: ArgumentHelp("The offer, where the webhook's job leads to none.", valueName: "uuid"))
  var offer: String?

  @Option(help: ArgumentHelp("The offer's external reference, where its id is not known.", valueName: "reference"))
  var offerReference: String?

  @Option(
    help: ArgumentHelp(
      "The person's e-mail address, where the webhook names none; of one webhook.", valueName: "address"))
  var email: String?

  @Flag(help: "Show what would be sent with its values, which may name people.")
  var reveal = false

  @OptionGroup var grounds: GroundsOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard offer == nil || offerReference == nil else {
      throw ValidationError("give --offer or --offer-reference, not both")
    }
    guard email == nil || waiting.ids.count == 1 else {
      throw ValidationError("--email is of one person: give the id of one webhook")
    }
    guard !waiting.ids.isEmpty || (offer == nil && offerReference == nil) else {
      throw ValidationError("say by their ids which webhooks are about the offer; 'coopt webhooks map' is for a job")
    }
  }

  func run() async throws {
    let retry = try retry()
    let outcomes = try await replying.sender(over: broker).conversing { conversation in
      var outcomes: [DeliveryOutcome] = []
      for id in try await waiting.chosen(conversation) {
        let reply = try await conversation.reply(to: retry.command(for: id))
        let outcome = try DeliveryOutcome(of: id, retried: reply, isDryRun: retry.isDryRun, isRevealed: reveal)
        // As it becomes known: what comes later may fail.
        try replying.show(outcome)
        outcomes.append(outcome)
      }
      return outcomes
    }
    if retry.isDryRun { try StandardStream.error.write("coopt: nothing was sent; --yes sends it\n") }
    try outcomes.end()
  }

  private func retry() throws -> DeliveryRetry {
    var retry = DeliveryRetry()
    (retry.offer, retry.offerReference, retry.email) = (offer, offerReference, email)
    retry.isDryRun = !yes
    if yes {
      retry.actor = try NamedActor.required(option: grounds.actor).name
      retry.grounds = grounds.why
    }
    return retry
  }
}

extension ReplyOptions {
  /// Shows what became of a webhook.
  func show(_ outcome: DeliveryOutcome) throws {
    try StandardStream.output.write(lines: json ? [try JSONLine.text(outcome)] : outcome.lines)
  }
}

extension [DeliveryOutcome] {
  /// Ends the process with another status where not all is as it was meant.
  func end() throws {
    if let status = DeliveryOutcome.status(self) { throw ExitCode(status.rawValue) }
  }
}
