import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Messages
import Vocabulary

/// `coopt send`.
struct Send: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send a command to a service and print its reply.",
    discussion: """
      Fields are given as the contract has them ('coopt commands SERVICE' lists them):
        name=value             read as the contract says: text, number, truth value
        candidate.email=value  a field inside of another
        zones=FR-59,FR-62      a list, between commas; '=' alone is an empty one
        zones[]=FR-59          one more element, which may have commas
        phone:=null            JSON as it is, unchecked
      They are added to the object of --data or --data-file, where one is given.

      Examples:
        coopt send members get-charter
        coopt send members invite-member email=ada@example.org
        coopt send members update-profile memberId=… zones=FR-59,BE phone:=null
        coopt send offers publish-offer --data-file offer.json --json
        coopt send rewards change-policy amounts.expert=110000 --actor ada.lovelace

      The same --id again gets the same reply and has no second effect: so a command that was not answered in time can \
      be repeated.

      \(ExitStatus.help)
      """
  )

  @Argument(help: "The service.", completion: .list(CommandCatalogue().services))
  var service: String

  @Argument(
    help: "The command.", completion: .list(CommandCatalogue().commands.map(\.type.name)))
  var command: String

  @Argument(help: ArgumentHelp("Fields of the command's data.", valueName: "field=value"))
  var fields: [String] = []

  @Option(help: ArgumentHelp("The data as a JSON object.", valueName: "json"))
  var data: String?

  @Option(help: ArgumentHelp("A file with the data as a JSON object; - is standard input.", valueName: "file"))
  var dataFile: String?

  @Option(help: ArgumentHelp("The command's id, to repeat one; a new one unless given.", valueName: "uuid"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Who decides, as your directory knows them; else COOPT_ACTOR. Decisions by hand need it.", valueName: "name"))
  var actor: String?

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: BrokerOptions

  func validate() throws {
    guard data == nil || dataFile == nil else { throw ValidationError("give --data or --data-file, not both") }
    guard id.map({ MessageID($0) != nil }) ?? true else { throw ValidationError("--id takes a UUID") }
  }

  func run() async throws {
    let description = try CommandCatalogue().command(command, of: service)
    let object = try CommandData.build(shape: description.data, from: try given(), fields.map(FieldAssignment.init))
    let message = OutgoingCommand(
      id: id.flatMap { MessageID($0) } ?? .make(), type: description.type, actor: NamedActor(option: actor)?.name,
      data: object)
    try replying.show(try await replying.reply(to: message, over: broker))
  }

  private func given() throws -> JSONObject {
    if let data { return try CommandData.object(fromJSON: data) }
    guard let dataFile else { return [:] }
    let content = dataFile == "-" ? StandardInput.read() : FileManager.default.contents(atPath: dataFile)
    guard let content else {
      throw CommandFailure(.usage, "\(dataFile) cannot be read")
    }
    return try CommandData.object(fromJSON: String(decoding: content, as: UTF8.self))
  }
}
