import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Takes in what staff say of the employers of member and candidate, which stands against interviews (R6).
package struct SetOwnCompanyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<SetOwnCompany>], in transaction: Transaction
  ) async throws -> OwnCompanyFlags {
    try await OwnCompanyFlags(of: messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<SetOwnCompany>, on flags: inout OwnCompanyFlags, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let command = message.data
    try flags.change(command.recommendationId, because: command.reason, emitting: &emission) { flag, _ in
      flag.set(command.conflictOfInterest)
    }
    return Accepted()
  }

  package func save(_ flags: OwnCompanyFlags) -> [Statement] { flags.statements }
}
