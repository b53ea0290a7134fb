import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Attributes by hand a hire that could not be matched (H2).
package struct AttributeHireHandler: CommandHandler {
  package init() {}

  /// The hires of a batch, and the pairs that their ids stand for.
  package struct State: Sendable {
    var register: HireRegister
    let keys: [HireID: HireKey]
    /// The policy in force, which may ask for two people.
    let policy: AttributionTerms
  }

  package func load(_ messages: [Incoming<AttributeHire>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      HireStatements.lock(messages.map(\.data.hireId)),
      AttributionPolicy.statements.inForce(at: messages[0].receivedAt),
    ])
    let hires = try HireStatements.hires(results[0])
    let register = try await HireRegister(
      hires, recommendations: messages.map(\.data.recommendationId), in: transaction)
    return State(
      register: register, keys: Dictionary(hires.map { ($0.value.hireID, $0.key) }) { first, _ in first },
      policy: try AttributionPolicy.statements.terms(results[1]))
  }

  package func decide(
    _ message: Incoming<AttributeHire>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> AttributeHire.Result {
    let command = message.data
    guard let key = state.keys[command.hireId], let hire = state.register.hires[key] else {
      throw Problem(.hireNotFound)
    }
    guard state.register.recommendations[command.recommendationId] != nil else {
      throw Problem(.recommendationNotFound)
    }
    guard hire.recommendationID == nil else { throw Problem(.hireAlreadyAttributed) }
    _ = state.register.change(key, emitting: &emission) { hire in
      hire.recommendationID = command.recommendationId
      hire.failure = nil
      hire.attributedByHandBecause = command.reason
    }
    return AttributeHire.Result()
  }

  package func save(_ state: State) -> [Statement] { state.register.statements }
}
