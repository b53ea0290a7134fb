import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that a member left, and may recommend no more (M5); what was attributed stays.
package struct MemberLeftHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<MemberLeft>], in transaction: Transaction) async throws -> [MemberID] { [] }

  package func decide(
    _ message: Incoming<MemberLeft>, on departures: inout [MemberID], emitting emission: inout Emission
  ) throws(Problem) {
    departures.append(message.data.memberId)
  }

  package func save(_ departures: [MemberID]) -> [Statement] { [MemberStatements.leave(departures)] }
}
