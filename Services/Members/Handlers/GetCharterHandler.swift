import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling

/// Says which version of the charter is in force (M3).
package struct GetCharterHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<GetCharter>], in transaction: Transaction) async throws -> Charter {
    try CharterStatements.charter(try await transaction.query(CharterStatements.inForce))
  }

  package func decide(
    _ message: Incoming<GetCharter>, on charter: inout Charter, emitting emission: inout Emission
  ) throws(Problem) -> GetCharter.Result {
    GetCharter.Result(charterVersion: charter.version, inForceSince: charter.inForceSince)
  }

  package static let changesNothing = true

  package func save(_ charter: Charter) -> [Statement] { [] }
}
