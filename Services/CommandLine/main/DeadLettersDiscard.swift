import ArgumentParser
import CooptCommandLine

/// `coopt dead-letters discard`.
struct DeadLettersDiscard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: "Throw letters away.",
    discussion: """
      What is kept of a letter is its id, its type and a hash of its body, never its contents.

      Examples:
        coopt dead-letters discard 3f2a91c4 --reason 'a test message'
        coopt dead-letters discard --queue members --code undecodable --older-than 30d --reason 'nobody misses them'

      Exit status 66: there is no such letter.
      """
  )

  @Argument(help: "Ids of letters or messages, or how they begin.")
  var ids: [String] = []

  @Flag(help: "All letters.")
  var all = false

  @OptionGroup var letters: LetterOptions

  @OptionGroup var working: WorkOptions

  @OptionGroup var trailing: TrailOptions

  @OptionGroup var broker: LetterBrokerOptions

  @OptionGroup var database: DatabaseOptions

  func validate() throws { try letters.requireChoice(ids, all: all) }

  func run() async throws {
    let work = LetterWork(.discard, try letters.filter(ids))
    try await working.run(
      work, on: letters.queues(), broker: broker, database: database, doer: { try trailing.doer() })
  }
}
