import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Messages
import Vocabulary

/// `coopt explain-targeting`.
struct ExplainTargetingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain-targeting",
    abstract: "Say whether, when and why an offer is pushed to a member.",
    discussion: """
      Example:
        coopt explain-targeting 01930000-0000-7000-8000-000000000004 01930000-0000-7000-8000-000000000001

      \(ExitStatus.help)
      """
  )

  @Argument(help: "The offer's id.")
  var offer: String

  @Argument(help: "The member's id.")
  var member: String

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard OfferID(offer) != nil else { throw ValidationError("the offer's id is no UUID") }
    guard MemberID(member) != nil else { throw ValidationError("the member's id is no UUID") }
  }

  func run() async throws {
    let command = OutgoingCommand(
      id: .make(), type: ExplainTargeting.messageType, data: ["offerId": .string(offer), "memberId": .string(member)])
    let reply = try await replying.reply(to: command, over: broker)
    if case .accepted(let data) = reply, !replying.json {
      let result = try JSONDecoder().decode(
        ExplainTargeting.Result.self, from: Data(try JSONLine.text(data).utf8))
      try StandardStream.output.write(lines: [TargetingExplanation(result).sentence, ""])
    }
    try replying.show(reply)
  }
}
