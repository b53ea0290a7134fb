import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Learns who a candidate works for, as the candidate said in the interview (R6).
package struct EmployerStatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<EmployerStated>], in transaction: Transaction
  ) async throws -> OwnCompanyFlags {
    try await OwnCompanyFlags(of: messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<EmployerStated>, on flags: inout OwnCompanyFlags, emitting emission: inout Emission
  ) throws(Problem) {
    let said = message.data
    try flags.change(said.recommendationId, emitting: &emission) { flag, memberEmployer in
      flag.state(said.currentEmployer, of: memberEmployer, at: said.statedAt)
    }
  }

  package func mayMakeWorkDue(_ flags: OwnCompanyFlags) -> Bool { false }

  package func save(_ flags: OwnCompanyFlags) -> [Statement] { flags.statements }
}
