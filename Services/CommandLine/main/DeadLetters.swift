import ArgumentParser
import CooptCommandLine

/// `coopt dead-letters`.
struct DeadLetters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead-letters",
    abstract: "See to messages that were put aside: list, show, replay, discard, edit.",
    discussion: """
      The letters of every service lie in '<service>.dead-letters', what no queue took in 'coopt.unroutable'. Contents \
      are masked unless revealed. Who did what, when and why is kept for good: 'coopt dead-letters trail'.

      The login to the broker has to be the administrator's (COOPT_ADMIN_AMQP_URL); the database keeps the trail.
      """,
    subcommands: [
      DeadLettersList.self, DeadLettersShow.self, DeadLettersReplay.self, DeadLettersDiscard.self,
      DeadLettersEdit.self, DeadLettersTrail.self,
    ]
  )
}
