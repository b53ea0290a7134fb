import ArgumentParser
import CooptCommandLine

/// `coopt dead-letters trail`.
struct DeadLettersTrail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trail",
    abstract: "Show who did what with letters, when and why.",
    discussion: """
      Nobody can change the trail, operators and services least of all. 'begun' without 'done' is what was cut short.

      Examples:
        coopt dead-letters trail
        coopt dead-letters trail 3f2a91c477e01b2d --json
      """
  )

  @Argument(help: "The whole id of a letter or of a message; all of them unless given.")
  var id: String?

  @Option(help: ArgumentHelp("So many steps at most, the newest.", valueName: "number"))
  var count = 100

  @Flag(help: "Print one JSON document a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    guard count > 0 else { throw ValidationError("--count takes a number from 1") }
  }

  func run() async throws {
    let entries = try await LetterTrail.with(
      url: try database.resolved(), plainText: try ServerAddresses().plainText()
    ) { try await TrailEntry.newest(count, of: id, in: $0) }
    try StandardStream.output.write(
      lines: json ? try entries.map { try JSONLine.text($0) } : TrailEntry.lines(entries))
  }
}
