import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns a member's level, which decides in which wave they are told (O3).
package struct LevelChangedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<LevelChanged>], in transaction: Transaction) async throws -> NewestScores {
    NewestScores()
  }

  package func decide(
    _ message: Incoming<LevelChanged>, on scores: inout NewestScores, emitting emission: inout Emission
  ) throws(Problem) {
    let event = message.data
    scores.keep(event.points, level: event.to, of: event.memberId, revision: event.revision)
  }

  /// A level alone makes nobody eligible.
  package func mayMakeWorkDue(_ scores: NewestScores) -> Bool { false }

  package func save(_ scores: NewestScores) -> [Statement] {
    scores.save()
  }
}
