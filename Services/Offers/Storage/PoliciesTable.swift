import Messages
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// Statements on `offers.policies`, and how they are read with this process's settings.
package struct PoliciesTable: Sendable {
  /// A policy, and whether somebody chose its delay.
  package struct Version: Sendable {
    package var policy: OffersPolicy
    package var isDelayChosen: Bool
  }

  /// Stands in for the delay between waves until somebody chooses one; in seconds.
  let waveDelaySetting: Int?

  /// Reads policies with the setting `WAVE_DELAY_SECONDS`, where it is given.
  package init(waveDelaySetting: Int?) {
    self.waveDelaySetting = waveDelaySetting
  }

  /// The policy in force.
  static let inForce: Statement =
    """
    select p.version, p.wave_delay_seconds, p.wave_delay_chosen, p.wave_maximum_size, p.solicitations_per_week
    from offers.policies p
    order by p.version desc
    limit 1
    """

  static func insert(_ versions: [Version], inForceSince: Timestamp) -> Statement {
    """
    insert into offers.policies (
      version, wave_delay_seconds, wave_delay_chosen, wave_maximum_size, solicitations_per_week, in_force_since
    )
    select made.version, made.delay, made.is_chosen, made.maximum_size, made.budget, \(inForceSince)
    from unnest(
      \(versions.map(\.policy.version)), \(versions.map(\.policy.waveDelaySeconds)), \(versions.map(\.isDelayChosen)),
      \(versions.map(\.policy.waveMaximumSize)), \(versions.map(\.policy.solicitationsPerWeek))
    ) as made (version, delay, is_chosen, maximum_size, budget)
    """
  }

  /// Reads the answer to `inForce`.
  ///
  /// Throws `NothingInForce` where a migration's row is gone.
  func version(_ rows: ResultSet) throws -> Version {
    guard let row = rows.first else { throw NothingInForce() }
    let (version, delay, isChosen, maximum, budget) = try row.decode((Int, Int, Bool, Int?, Int?).self)
    let policy = OffersPolicy(
      version: version,
      waveDelaySeconds: isChosen ? delay : waveDelaySetting ?? delay,
      waveMaximumSize: maximum,
      solicitationsPerWeek: budget
    )
    return Version(policy: policy, isDelayChosen: isChosen)
  }
}
