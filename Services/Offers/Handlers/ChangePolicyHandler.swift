import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Puts a changed policy in force, at once or from a date on, as a new version.
///
/// Waves that are planned keep their time; the new delay counts from the next wave on.
package struct ChangePolicyHandler: CommandHandler {
  private let policies: PoliciesTable

  package init(policies: PoliciesTable) {
    self.policies = policies
  }

  /// The versions of the policy.
  package struct State: Sendable {
    var schedule: PolicySchedule<PoliciesTable.Version>
    /// Versions that change a limit, so that members may be eligible who were not.
    var changingBudget: [DatedVersion<PoliciesTable.Version>] = []
  }

  package func load(_ messages: [Incoming<ChangeOffersPolicy>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([PoliciesTable.lock, PoliciesTable.all])
    return State(schedule: try policies.schedule(results[1], at: messages[0].receivedAt))
  }

  package func decide(
    _ message: Incoming<ChangeOffersPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let command = message.data
    var changesBudget = false
    let version = try state.schedule.change(inForceFrom: command.inForceFrom) { former, number throws(Problem) in
      let version = former.changed(by: command, to: number)
      changesBudget = version.policy.solicitationsPerWeek != former.policy.solicitationsPerWeek
      return version
    }
    if changesBudget { state.changingBudget.append(version) }
    return PolicyVersion(version: version.number, inForceFrom: version.inForceFrom)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.schedule.added.isEmpty else { return [] }
    let insert = PoliciesTable.insert(state.schedule.added)
    guard !state.changingBudget.isEmpty else { return [insert] }
    return [insert, EligibilityChangeStatements.insertEverybody(state.changingBudget)]
  }
}

extension PoliciesTable.Version {
  /// Another version, in which what the command gives is replaced.
  fileprivate func changed(by command: ChangeOffersPolicy, to number: Int) -> Self {
    Self(
      policy: OffersPolicy(
        version: number,
        waveDelaySeconds: command.waveDelaySeconds ?? policy.waveDelaySeconds,
        waveMaximumSize: command.waveMaximumSize.applied(to: policy.waveMaximumSize),
        solicitationsPerWeek: command.solicitationsPerWeek.applied(to: policy.solicitationsPerWeek)
      ),
      isDelayChosen: isDelayChosen || command.waveDelaySeconds != nil)
  }
}
