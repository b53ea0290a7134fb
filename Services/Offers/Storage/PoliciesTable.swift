import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
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

  private static let columns: Statement =
    """
    p.version, p.wave_delay_seconds, p.wave_delay_chosen, p.wave_maximum_size, p.solicitations_per_week,
    nullif(p.in_force_since, '-infinity'), p.decided_at, p.withdrawn_at is not null
    """

  /// The policy in force at an instant: that of the decision, never the server's.
  static func inForce(at now: Timestamp) -> Statement {
    """
    select \(fragment: columns)
    from offers.policies p
    where p.in_force_since <= \(now) and p.withdrawn_at is null
    order by p.version desc
    limit 1
    """
  }

  /// Makes those wait for each other who change the policy, so that a cancellation sees all that it withdraws.
  static let lock: Statement = "select pg_advisory_xact_lock(hashtextextended('offers.policies', 0))"

  /// Every version; there are few.
  static let all: Statement = "select \(fragment: columns) from offers.policies p order by p.version"

  static func insert(_ versions: [DatedVersion<Version>]) -> Statement {
    let policies = versions.map(\.terms.policy)
    return """
      insert into offers.policies (
        version, wave_delay_seconds, wave_delay_chosen, wave_maximum_size, solicitations_per_week, in_force_since,
        decided_at
      )
      select *
      from unnest(
        \(versions.map(\.number)), \(policies.map(\.waveDelaySeconds)), \(versions.map(\.terms.isDelayChosen)),
        \(policies.map(\.waveMaximumSize)), \(policies.map(\.solicitationsPerWeek)), \(versions.map(\.inForceSince)),
        \(versions.map(\.decidedAt))
      )
      """
  }

  /// Withdraws versions that have not come in force.
  static func withdraw(_ versions: [Int], at now: Timestamp) -> Statement {
    "update offers.policies set withdrawn_at = \(now) where version = any(\(versions)) and withdrawn_at is null"
  }

  /// Reads the answer to `inForce`.
  ///
  /// Throws `NothingInForce` where a migration's row is gone.
  func policy(_ rows: ResultSet) throws -> OffersPolicy {
    guard let row = rows.first else { throw NothingInForce() }
    return try version(row).terms.policy
  }

  /// Reads the answer to `all`, as things stand at an instant.
  func schedule(_ rows: ResultSet, at now: Timestamp) throws -> PolicySchedule<Version> {
    try PolicySchedule(try rows.map(version), at: now)
  }

  private func version(_ row: Row) throws(PostgreSQLError) -> DatedVersion<Version> {
    let (number, delay, isChosen, maximum, budget, inForceSince, decidedAt, isWithdrawn) = try row.decode(
      (Int, Int, Bool, Int?, Int?, Timestamp?, Timestamp?, Bool).self)
    let policy = OffersPolicy(
      version: number,
      waveDelaySeconds: isChosen ? delay : waveDelaySetting ?? delay,
      waveMaximumSize: maximum,
      solicitationsPerWeek: budget
    )
    return DatedVersion(
      number: number, inForceSince: inForceSince, decidedAt: decidedAt, isWithdrawn: isWithdrawn,
      terms: Version(policy: policy, isDelayChosen: isChosen))
  }
}
