import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Attributes by hand a hire that could not be matched (H2), or was detached (H4).
package struct AttributeHireHandler: CommandHandler {
  package init() {}

  /// The hires of a batch.
  package struct State: Sendable {
    var register: HireRegister
    /// The policy in force, which may ask for two people.
    let policy: AttributionTerms
  }

  package func load(_ messages: [Incoming<AttributeHire>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      HireStatements.lock(messages.map(\.data.hireId)),
      AttributionPolicy.statements.inForce(at: messages[0].receivedAt),
    ])
    let register = try await HireRegister(
      HeldHires(try HireStatements.hires(results[0])), recommendations: messages.map(\.data.recommendationId),
      in: transaction)
    return State(register: register, policy: try AttributionPolicy.statements.terms(results[1]))
  }

  package func decide(
    _ message: Incoming<AttributeHire>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> AttributeHire.Result {
    let command = message.data
    guard let key = state.register.key(of: command.hireId), let hire = state.register.hires[key] else {
      throw Problem(.hireNotFound)
    }
    guard state.register.recommendations[command.recommendationId] != nil else {
      throw Problem(.recommendationNotFound)
    }
    guard hire.recommendationID == nil else { throw Problem(.hireAlreadyAttributed) }
    let now = emission.now
    let after = state.register.change(key, on: .attribution, emitting: &emission) { hire in
      hire.recommendationID = command.recommendationId
      hire.failure = nil
      hire.attributedByHandBecause = command.reason
      // Whoever says whose it is says that it holds: as a report of now would.
      if hire.force.inForce == nil {
        hire.force.take(
          HireIsInForce.Report(
            asOf: now, hiredAt: hire.force.report?.hiredAt ?? now, startsAt: hire.force.report?.startsAt))
      }
    }
    // A withdrawal that speaks as of tomorrow goes before the word of staff, too.
    if let outdated = after.flatMap({ HireReportOutdated($0, key, asOf: now) }) { emission.publish(outdated) }
    return AttributeHire.Result()
  }

  package func save(_ state: State) -> [Statement] { state.register.statements }
}
