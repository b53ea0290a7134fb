import MessageHandling
import Messages
import PostgreSQLClient

/// Says which policy is in force, and which will be, to whoever asks.
package struct PolicyQuestionHandler<Policy: VersionedPolicy>: CommandHandler {
  private let statements: PolicyStatements<Policy>

  package init(_ policy: Policy) {
    statements = PolicyStatements(policy)
  }

  package func load(
    _ messages: [Incoming<GetPolicy<Policy.Told>>], in transaction: Transaction
  ) async throws -> PolicySchedule<Policy.Terms> {
    try statements.schedule(try await transaction.query(statements.all), at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<GetPolicy<Policy.Told>>, on state: inout PolicySchedule<Policy.Terms>,
    emitting emission: inout Emission
  ) throws(Problem) -> ToldPolicy<Policy.Told> {
    let upcoming = state.upcoming.map { ToldPolicy($0.terms[keyPath: Policy.told], inForceFrom: $0.inForceSince) }
    return ToldPolicy(
      state.inForce.terms[keyPath: Policy.told], inForceFrom: state.inForce.inForceFrom,
      upcoming: upcoming.isEmpty ? nil : upcoming)
  }

  package static var changesNothing: Bool { true }

  package func save(_ state: PolicySchedule<Policy.Terms>) -> [Statement] { [] }
}

extension PolicyQuestionHandler where Policy: PolicyWithoutSettings {
  package init() { self.init(Policy()) }
}
