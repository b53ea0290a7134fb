import MessageHandling
import Messages
import PostgreSQLClient

/// Puts a changed policy in force, at once or from a date on, as a new version; what was decided before stays as it was.
package struct PolicyChangeHandler<Policy: VersionedPolicy>: CommandHandler {
  private let policy: Policy
  private let statements: PolicyStatements<Policy>

  package init(_ policy: Policy) {
    self.policy = policy
    statements = PolicyStatements(policy)
  }

  /// The versions of the policy, and of the names in the changes those that exist.
  package struct State: Sendable {
    package fileprivate(set) var schedule: PolicySchedule<Policy.Terms>
    fileprivate let existingNames: Set<String>
  }

  package func load(
    _ messages: [Incoming<Policy.Told.Change>], in transaction: Transaction
  ) async throws -> State {
    let names = policy.selectNames(in: messages.map(\.data))
    let results = try await transaction.query([statements.lock, statements.all] + [names].compactMap { $0 })
    return State(
      schedule: try statements.schedule(results[1], at: messages[0].receivedAt),
      existingNames: names == nil ? [] : Set(try results[2].decode(String.self)))
  }

  package func decide(
    _ message: Incoming<Policy.Told.Change>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let change = message.data
    try policy.check(change, existingNames: state.existingNames)
    let version = try state.schedule.change(inForceFrom: change.inForceFrom) { former, number throws(Problem) in
      let changed = Policy.change(former, by: change, to: number)
      try policy.check(changed)
      return changed
    }
    policy.tell(version, emitting: &emission)
    return PolicyVersion(version: version.number, inForceFrom: version.inForceFrom)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.schedule.added.isEmpty else { return [] }
    return [statements.insert(state.schedule.added)] + policy.effects(of: state.schedule)
  }
}

extension PolicyChangeHandler where Policy: PolicyWithoutSettings {
  package init() { self.init(Policy()) }
}
