import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// `coopt webhooks show`.
struct WebhooksShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a webhook said, what was made of it, and by whose clock.",
    discussion: """
      Values are masked: fields are shown with their kinds. --reveal shows what the vendor sent and what was reported; \
      it takes somebody who asks.

      Examples:
        coopt webhooks show 01930000-0000-7000-8000-000000000001
        coopt webhooks show 01930000-0000-7000-8000-000000000001 --reveal --actor ada.lovelace

      Exit status 66: no such webhook.
      """
  )

  @Argument(help: "The webhook's id.")
  var id: String

  @Flag(help: "Show contents, too; asks for --actor, whom the question names.")
  var reveal = false

  @Option(help: ArgumentHelp("Who asks, as your directory names you; else COOPT_ACTOR.", valueName: "who"))
  var actor: String?

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard DeliveryID(id) != nil else { throw ValidationError("'\(id)' is no UUID") }
  }

  func run() async throws {
    let actor = reveal ? try NamedActor.required(option: actor) : NamedActor(option: actor)
    let command = OutgoingCommand(
      id: .make(), type: GetDelivery.messageType, actor: actor?.name, data: ["deliveryId": .string(id)])
    let reply = try await replying.reply(to: command, over: broker)
    if reply.refuses(with: .deliveryNotFound) { throw CommandFailure(.absent, "there is no webhook \(id)") }
    guard case .accepted = reply else { return try replying.show(reply) }
    let view = DeliveryView(try reply.result(of: GetDelivery.self), isRevealed: reveal)
    try StandardStream.output.write(lines: replying.json ? [try JSONLine.text(view)] : view.lines)
  }
}
