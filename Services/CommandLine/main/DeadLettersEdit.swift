import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Messages

/// `coopt dead-letters edit`.
struct DeadLettersEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Correct the data of a letter, and send it to the queue that refused it.",
    discussion: """
      Fields are written as for 'coopt send'. A patch is a JSON merge patch (RFC 7396) of the data: what is null in it \
      goes. The result has to keep the contract, else it is not sent. The message keeps its id.

      Examples:
        coopt dead-letters edit 3f2a91c4 --set email=ada@example.org --reason 'typing error, ticket 4711'
        coopt dead-letters edit 3f2a91c4 --patch-file patch.json --dry-run

      Exit status: 0 it was sent, 1 the data break the contract or it was left, 66 there is no such letter.
      """
  )

  @Argument(help: "The id of one letter or message, or how it begins.")
  var id: String

  @Option(
    name: .customLong("set"), help: ArgumentHelp("A field of the data; may be repeated.", valueName: "field=value"))
  var fields: [String] = []

  @Option(help: ArgumentHelp("A file with a JSON merge patch; - is standard input.", valueName: "file"))
  var patchFile: String?

  @Option(help: ArgumentHelp("Only of this service, or of the queue that refused it.", valueName: "name"))
  var queue: String?

  @OptionGroup var working: WorkOptions

  @OptionGroup var trailing: TrailOptions

  @OptionGroup var broker: LetterBrokerOptions

  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    guard !fields.isEmpty || patchFile != nil else { throw ValidationError("give --set or --patch-file") }
  }

  func run() async throws {
    let letter = try await one()
    let edit = try LetterEdit(letter, patch: patch(), assignments: fields.map { try FieldAssignment($0) })
    var filter = LetterFilter()
    filter.ids = [letter.id]
    var work = LetterWork(.edit, filter)
    work.edit = { found in
      guard found.contentHash == letter.contentHash else {
        throw CommandFailure(.failure, "letter \(letter.id) is not what it was a moment ago; try again")
      }
      return edit
    }
    try await working.run(
      work, on: [letter.queue], broker: broker, database: database, doer: { try trailing.doer() })
  }

  /// The one letter that is meant, which nobody has handled meanwhile.
  private func one() async throws -> DeadLetter {
    let configuration = try broker.configuration()
    let filter = try LetterFilter(ids: [id], queue: queue)
    let (url, plainText) = (try database.resolved(), try ServerAddresses().plainText())
    return try await LetterTrail.with(url: url, plainText: plainText) { trail in
      var found: [DeadLetter] = []
      for queue in try LetterQueue.named(queue) {
        try await trail.lock(queue) {
          try StandardStream.error.write("coopt: waiting for whoever works on \(queue)\n")
        }
        found += try await LetterLook(filter).letters(of: queue, configuration)
        try await trail.unlock(queue)
      }
      guard let letter = found.first else { throw CommandFailure(.absent, "no such letter lies there") }
      guard found.allSatisfy({ $0.id == letter.id }) else {
        throw CommandFailure(.usage, "'\(id)' names several letters: give more of an id")
      }
      if let at = try await Meanwhile.of([letter], in: trail.connection).handled[letter.id] {
        throw CommandFailure(
          .rejected,
          "a message of the same id was handled at \(at), so that this one would have no effect:"
            + " send what is right under a new id, and discard the letter")
      }
      return letter
    }
  }

  private func patch() throws -> JSONObject {
    guard let patchFile else { return [:] }
    let content = patchFile == "-" ? StandardInput.read() : FileManager.default.contents(atPath: patchFile)
    guard let content else { throw CommandFailure(.usage, "\(patchFile) cannot be read") }
    return try CommandData.object(fromJSON: String(decoding: content, as: UTF8.self))
  }
}
