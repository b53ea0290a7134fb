import AMQPClient
import ArgumentParser
import CooptCommandLine

/// `coopt dead-letters list`.
struct DeadLettersList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List letters by cause, or one by one.",
    discussion: """
      Examples:
        coopt dead-letters list
        coopt dead-letters list --queue rewards --older-than 1d --items
        coopt dead-letters list --code invalid-message --items --json | jq -r .id
      """
  )

  @Flag(help: "Each letter by itself, with the id by which other verbs know it.")
  var items = false

  @OptionGroup var letters: LetterOptions

  @Flag(help: "Print one JSON document a line.")
  var json = false

  @OptionGroup var broker: LetterBrokerOptions

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let look = LetterLook(try letters.filter())
    let configuration = try broker.configuration()
    var all: [LetterSummary] = []
    for queue in try letters.queues() {
      all += try await Looking(database: database).at(queue) { try await look.summaries(of: queue, configuration) }
    }
    let groups = LetterGroup.of(all)
    let lines =
      switch (items, json) {
      case (true, true): try all.map { try JSONLine.text($0) }
      case (true, false): LetterSummary.lines(all)
      case (false, true): try groups.map { try JSONLine.text($0) }
      case (false, false): LetterGroup.lines(groups)
      }
    try StandardStream.output.write(lines: lines)
  }
}

/// Looks at letters beside others who look, where the database that knows of them can be reached.
struct Looking {
  let database: DatabaseOptions

  /// Runs the body; says so where somebody works on the letters, who may have some in hand.
  func at<Result: Sendable>(_ queue: String, _ body: () async throws -> Result) async throws -> Result {
    guard let url = try? database.resolved(), let plainText = try? ServerAddresses().plainText() else {
      return try await body()
    }
    return try await LetterTrail.with(url: url, plainText: plainText) { trail in
      if try await trail.lockToLook(at: queue) { return try await body() }
      try StandardStream.error.write("coopt: somebody works on \(queue): what they have in hand is not shown\n")
      return try await body()
    }
  }
}
