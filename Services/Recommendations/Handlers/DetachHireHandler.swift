import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Takes a hire from the recommendation that it was attributed to, by hand or by its report (H4).
package struct DetachHireHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<DetachHire>], in transaction: Transaction) async throws -> HireRegister {
    let rows = try await transaction.query(HireStatements.lock(messages.map(\.data.hireId)))
    return try await HireRegister(HeldHires(try HireStatements.hires(rows)), in: transaction)
  }

  package func decide(
    _ message: Incoming<DetachHire>, on register: inout HireRegister, emitting emission: inout Emission
  ) throws(Problem) -> DetachHire.Result {
    let command = message.data
    guard let key = register.key(of: command.hireId), let hire = register.hires[key] else {
      throw Problem(.hireNotFound)
    }
    guard hire.recommendationID != nil else { throw Problem(.hireNotAttributed) }
    _ = register.change(key, on: .detachment(reason: command.reason), emitting: &emission) { hire in
      hire.recommendationID = nil
      hire.failure = .detached
      hire.attributedByHandBecause = nil
    }
    return DetachHire.Result()
  }

  package func save(_ register: HireRegister) -> [Statement] { register.statements }
}
