import Messages
import OffersDomain
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Says whether, when and why an offer was, will be or will not be pushed to a member (O5).
package struct ExplainTargetingHandler: CommandHandler {
  private let policies: PolicyStatements<WavePolicy>

  package init(policy: WavePolicy) {
    policies = PolicyStatements(policy)
  }

  /// What is known of each offer and member asked about, and the policy.
  package struct State: Sendable {
    let policy: WaveTerms
    var facts: [MessageID: TargetingFacts] = [:]
  }

  package func load(_ messages: [Incoming<ExplainTargeting>], in transaction: Transaction) async throws -> State {
    let now = messages.first?.receivedAt ?? .now
    let policy = try policies.terms(try await transaction.query(policies.inForce(at: now)))
    let questions = messages.map {
      TargetingStatements.Question(messageID: $0.id, offerID: $0.data.offerId, memberID: $0.data.memberId)
    }
    let results = try await transaction.query([
      TargetingStatements.facts(questions, perWeek: policy.solicitationsPerWeek, at: now),
      TargetingStatements.waiting(questions, perWeek: policy.solicitationsPerWeek, at: now),
    ])
    var state = State(policy: policy)
    for row in results[0] {
      state.facts[try row["message_id", as: MessageID.self]] = try TargetingFacts(row)
    }
    for row in results[1] {
      let (messageID, level, waiting, ahead) = try row.decode((MessageID, Level, Int, Int).self)
      state.facts[messageID]?.waiting[level] = waiting
      state.facts[messageID]?.ahead[level] = ahead
    }
    return state
  }

  package func decide(
    _ message: Incoming<ExplainTargeting>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> ExplainTargeting.Result {
    guard let facts = state.facts[message.id] else { throw Problem(.offerNotFound) }
    if let wave = facts.toldWave {
      return .init(decision: .solicited, reasons: [.covered], wave: wave, at: facts.toldAt)
    }
    let hindrances = facts.hindrances
    guard hindrances.isEmpty, let profile = facts.profile else {
      return .init(decision: .notSolicited, reasons: hindrances)
    }
    let uncovered = facts.uncovered(by: profile)
    guard uncovered.isEmpty else { return .init(decision: .notTargeted, reasons: uncovered) }
    guard facts.hasBudget else { return .init(decision: .notSolicited, reasons: [.budgetExhausted]) }
    let forecast = facts.forecast(profile.level, policy: state.policy, at: emission.now)
    return .init(decision: .planned, reasons: [.covered], wave: forecast?.wave, at: forecast?.at)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}
