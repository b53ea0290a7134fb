import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns a member's level, which later quotes go by (R7).
package struct LevelChangedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<LevelChanged>], in transaction: Transaction) async throws -> [MemberID:
    MemberLevel]
  {
    [:]
  }

  package func decide(
    _ message: Incoming<LevelChanged>, on levels: inout [MemberID: MemberLevel], emitting emission: inout Emission
  ) throws(Problem) {
    let change = message.data
    if let known = levels[change.memberId]?.revision, let revision = change.revision, revision < known { return }
    levels[change.memberId] = MemberLevel(memberID: change.memberId, level: change.to, revision: change.revision)
  }

  package func save(_ levels: [MemberID: MemberLevel]) -> [Statement] {
    [MemberStatements.setLevels(Array(levels.values))]
  }
}
