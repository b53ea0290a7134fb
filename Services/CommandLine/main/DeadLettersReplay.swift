import ArgumentParser
import CooptCommandLine

/// `coopt dead-letters replay`.
struct DeadLettersReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Send letters back to the one queue that refused them, as they were.",
    discussion: """
      A letter keeps its id, so that what was done is not done twice; nobody else gets it again. It is safe to call it \
      twice, at the same time too, and again after it was killed.

      Examples:
        coopt dead-letters replay 3f2a91c4 --reason 'member is known now'
        coopt dead-letters replay --queue rewards.events --code handling-failed --rate 20 --reason 'fixed in 1.4.2'
        coopt dead-letters replay --all --dry-run

      Exit status: 0 all of them were sent, 1 some were left, 66 there is no such letter.
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
    let work = LetterWork(.replay, try letters.filter(ids))
    try await working.run(
      work, on: letters.queues(), broker: broker, database: database, doer: { try trailing.doer() })
  }
}

extension LetterOptions {
  /// Nobody touches all letters by leaving something out.
  func requireChoice(_ ids: [String], all: Bool) throws {
    guard all || isGiven || !ids.isEmpty, !all || ids.isEmpty else {
      throw ValidationError("say which letters: by their ids, by a filter, or --all")
    }
  }
}
