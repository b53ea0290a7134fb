import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns how many points a member has, which orders a wave (O3).
package struct PointsAwardedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<PointsAwarded>], in transaction: Transaction) async throws -> NewestScores {
    NewestScores()
  }

  package func decide(
    _ message: Incoming<PointsAwarded>, on scores: inout NewestScores, emitting emission: inout Emission
  ) throws(Problem) {
    let event = message.data
    scores.keep(event.total, of: event.memberId, revision: event.revision)
  }

  /// Points alone make nobody eligible.
  package func mayMakeWorkDue(_ scores: NewestScores) -> Bool { false }

  package func save(_ scores: NewestScores) -> [Statement] {
    scores.save()
  }
}
