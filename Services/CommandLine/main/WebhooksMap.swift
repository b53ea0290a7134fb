import ArgumentParser
import CooptCommandLine
import Messages
import Vocabulary

/// `coopt webhooks map`.
struct WebhooksMap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract:
      "Say which offer a job, requisition or opening of a source is; webhooks that wait for it are looked at again.",
    discussion: """
      Examples:
        coopt webhooks map greenhouse 4711 --offer-reference REF-17
        coopt webhooks map greenhouse 4711 --offer 01930000-0000-7000-8000-000000000004 --why 'the opening was renewed'

      \(ExitStatus.help)
      """
  )

  @OptionGroup var job: JobOptions

  @Option(help: ArgumentHelp("The offer.", valueName: "uuid"))
  var offer: String?

  @Option(help: ArgumentHelp("The offer's external reference, where its id is not known.", valueName: "reference"))
  var offerReference: String?

  @OptionGroup var grounds: GroundsOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard (offer == nil) != (offerReference == nil) else {
      throw ValidationError("give --offer or --offer-reference, and not both")
    }
  }

  func run() async throws {
    let data = job.data(grounds, [("offerId", offer), ("offerReference", offerReference)])
    let command = OutgoingCommand(
      id: .make(), type: MapJob.messageType, actor: try NamedActor.required(option: grounds.actor).name, data: data)
    let reply = try await replying.reply(to: command, over: broker)
    guard case .accepted = reply, !replying.json else { return try replying.show(reply) }
    let count = try reply.result(of: MapJob.self).lookedAtAgain
    try StandardStream.output.write(
      lines: [
        "mapped; \(count) \(count == 1 ? "webhook that waited for it is" : "webhooks that waited for it are") looked at again"
      ])
  }
}

/// `coopt webhooks unmap`.
struct WebhooksUnmap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmap",
    abstract: "Forget which offer a job of a source is; webhooks about it wait from then on.",
    discussion: """
      Example:
        coopt webhooks unmap greenhouse 4711

      \(ExitStatus.help)
      """
  )

  @OptionGroup var job: JobOptions

  @OptionGroup var grounds: GroundsOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func run() async throws {
    let command = OutgoingCommand(
      id: .make(), type: UnmapJob.messageType, actor: try NamedActor.required(option: grounds.actor).name,
      data: job.data(grounds))
    try replying.show(try await replying.reply(to: command, over: broker))
  }
}

/// A job of a source.
struct JobOptions: ParsableArguments {
  @Argument(help: "The source.")
  var source: String

  @Argument(help: "The job, requisition or opening, in the vendor's words.")
  var job: String

  /// The fields that name it, with why and whatever else there is to say.
  func data(_ grounds: GroundsOptions, _ more: [(name: String, value: String?)] = []) -> JSONObject {
    ReportData.object([("source", source), ("job", job), ("reason", grounds.why)] + more)
  }
}
