import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// How members are told of offers, by versions, with this process's settings (O3, O4).
///
/// Waves that are planned keep their time; a new delay counts from the next wave on.
package struct WavePolicy: VersionedPolicy {
  /// A version, and whether somebody chose its delay.
  package struct Terms: Sendable {
    var told: WaveTerms
    var isDelayChosen: Bool
  }

  package typealias Told = WaveTerms

  package static let columns: [PolicyColumn<Terms, ChangeOffersPolicy>] = [
    PolicyColumn("wave_delay_seconds", \.told.waveDelaySeconds, \.waveDelaySeconds),
    PolicyColumn("wave_delay_chosen", \.isDelayChosen) { isChosen, change in
      if change.waveDelaySeconds != nil { isChosen = true }
    },
    PolicyColumn("wave_maximum_size", \.told.waveMaximumSize, \.waveMaximumSize),
    PolicyColumn("solicitations_per_week", \.told.solicitationsPerWeek, \.solicitationsPerWeek),
  ]

  package static let unread = Terms(told: WaveTerms(version: 0, waveDelaySeconds: 0), isDelayChosen: false)

  package static var told: any WritableKeyPath<Terms, WaveTerms> & Sendable { \.told }

  /// Stands in for the delay between waves until somebody chooses one; in seconds.
  private let waveDelaySetting: Int?

  /// Reads versions with the setting `WAVE_DELAY_SECONDS`, where it is given.
  package init(waveDelaySetting: Int?) {
    self.waveDelaySetting = waveDelaySetting
  }

  package func inEffect(_ kept: Terms) -> Terms {
    guard !kept.isDelayChosen, let waveDelaySetting else { return kept }
    var terms = kept
    terms.told.waveDelaySeconds = waveDelaySetting
    return terms
  }

  /// Members may be eligible who were not, when a version comes in force that changes a limit.
  package func effects(of schedule: PolicySchedule<Terms>) -> [Statement] {
    let changing = schedule.added.filter { version in
      version.terms.told.solicitationsPerWeek != schedule.former(of: version)?.terms.told.solicitationsPerWeek
    }
    return (changing.isEmpty ? [] : [EligibilityChangeStatements.insertEverybody(changing)])
      + (schedule.withdrawn.isEmpty ? [] : [EligibilityChangeStatements.delete(ofVersions: schedule.withdrawn)])
  }
}

/// Says which policy is in force, and which will be.
package typealias GetPolicyHandler = PolicyQuestionHandler<WavePolicy>
/// Puts a changed policy in force, at once or from a date on, as a new version.
package typealias ChangePolicyHandler = PolicyChangeHandler<WavePolicy>
/// Withdraws a scheduled version of the policy, and those scheduled after it.
package typealias CancelPolicyChangeHandler = PolicyCancellationHandler<WavePolicy>
