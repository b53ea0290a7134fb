import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns who left: no solicitation from now on (M5).
package struct MemberLeftHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<MemberLeft>], in transaction: Transaction
  ) async throws -> [MemberID: Timestamp] {
    [:]
  }

  package func decide(
    _ message: Incoming<MemberLeft>, on leavings: inout [MemberID: Timestamp], emitting emission: inout Emission
  ) throws(Problem) {
    leavings[message.data.memberId] = message.data.leftAt ?? message.event.time ?? message.receivedAt
  }

  package func save(_ leavings: [MemberID: Timestamp]) -> [Statement] {
    leavings.isEmpty ? [] : [MemberStatements.upsert(leavings: leavings)]
  }
}
