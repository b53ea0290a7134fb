import Messages
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// Puts a changed policy in force at once, as a new version.
///
/// Waves that are planned keep their time; the new delay counts from the next wave on.
package struct ChangePolicyHandler: CommandHandler {
  private let policies: PoliciesTable

  package init(policies: PoliciesTable) {
    self.policies = policies
  }

  /// The policy in force, and the versions made.
  package struct State: Sendable {
    var inForce: PoliciesTable.Version
    var made: [PoliciesTable.Version] = []
    var madeAt = Timestamp(microseconds: 0)
    /// Whether a limit changed, so that members may be eligible who were not.
    var changesBudget = false
  }

  package func load(_ messages: [Incoming<ChangeOffersPolicy>], in transaction: Transaction) async throws -> State {
    State(inForce: try policies.version(try await transaction.query(PoliciesTable.inForce)))
  }

  package func decide(
    _ message: Incoming<ChangeOffersPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let (command, former) = (message.data, state.inForce)
    let policy = OffersPolicy(
      version: former.policy.version + 1,
      waveDelaySeconds: command.waveDelaySeconds ?? former.policy.waveDelaySeconds,
      waveMaximumSize: command.waveMaximumSize.applied(to: former.policy.waveMaximumSize),
      solicitationsPerWeek: command.solicitationsPerWeek.applied(to: former.policy.solicitationsPerWeek)
    )
    state.inForce = PoliciesTable.Version(
      policy: policy, isDelayChosen: former.isDelayChosen || command.waveDelaySeconds != nil)
    state.made.append(state.inForce)
    state.madeAt = emission.now
    if policy.solicitationsPerWeek != former.policy.solicitationsPerWeek { state.changesBudget = true }
    return PolicyVersion(version: policy.version)
  }

  /// The version is a key: of two processes that change the policy at once, one decides again.
  package func save(_ state: State) -> [Statement] {
    guard !state.made.isEmpty else { return [] }
    let insert = PoliciesTable.insert(state.made, inForceSince: state.madeAt)
    return state.changesBudget ? [insert, EligibilityChangesTable.insertEverybody] : [insert]
  }
}
