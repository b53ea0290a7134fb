import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The statements about policies: this service's own, and the rewards service's as far as it is quoted from.
enum PolicyStatements {
  /// The own policy in force at an instant: that of the decision, never the server's.
  static func inForce(at now: Timestamp) -> Statement {
    """
    select version, attribution_validity_days, two_people_above_cents, refusals_per_day
    from recommendations.policies
    where in_force_since <= \(now) and withdrawn_at is null
    order by version desc
    limit 1
    """
  }

  /// Decodes the row of `inForce`; a migration saw to it that there is one.
  static func policy(_ rows: ResultSet) throws -> AttributionPolicy {
    let (version, days, limit, refusals) = try rows[0].decode((Int, Int?, Cents?, Int?).self)
    return AttributionPolicy(version: version, validityDays: days, twoPeopleAbove: limit, refusalsPerDay: refusals)
  }

  /// Makes those wait for each other who change the policy, so that a cancellation sees all that it withdraws.
  static let lock: Statement = "select pg_advisory_xact_lock(hashtextextended('recommendations.policies', 0))"

  /// Every version of the own policy; there are few.
  static let all: Statement = """
    select
      version, attribution_validity_days, two_people_above_cents, refusals_per_day,
      nullif(in_force_since, '-infinity'), decided_at,
      withdrawn_at is not null
    from recommendations.policies
    order by version
    """

  /// Reads what `all` gave, as things stand at an instant.
  static func schedule(_ rows: ResultSet, at now: Timestamp) throws -> PolicySchedule<AttributionPolicy> {
    let versions = try rows.decode((Int, Int?, Cents?, Int?, Timestamp?, Timestamp?, Bool).self)
    return try PolicySchedule(
      versions.map { number, days, limit, refusals, inForceSince, decidedAt, isWithdrawn in
        DatedVersion(
          number: number, inForceSince: inForceSince, decidedAt: decidedAt, isWithdrawn: isWithdrawn,
          terms: AttributionPolicy(
            version: number, validityDays: days, twoPeopleAbove: limit, refusalsPerDay: refusals))
      }, at: now)
  }

  /// Adds versions with their dates.
  static func insert(_ versions: [DatedVersion<AttributionPolicy>]) -> Statement {
    """
    insert into recommendations.policies (
      version, attribution_validity_days, two_people_above_cents, refusals_per_day, in_force_since, decided_at
    )
    select *
    from unnest(
      \(versions.map(\.number)), \(versions.map(\.terms.validityDays)), \(versions.map(\.terms.twoPeopleAbove)),
      \(versions.map(\.terms.refusalsPerDay)),
      \(versions.map(\.inForceSince)), \(versions.map(\.decidedAt))
    )
    """
  }

  /// Withdraws versions that have not come in force.
  static func withdraw(_ versions: [Int], at now: Timestamp) -> Statement {
    """
    update recommendations.policies
    set withdrawn_at = \(now)
    where version = any(\(versions)) and withdrawn_at is null
    """
  }

  /// What hires pay by the version of the rewards policy in force at an instant.
  static func bonusInForce(at now: Timestamp) -> Statement {
    """
    select version, beginner_cents, confirmed_cents, expert_cents
    from recommendations.bonus_policies
    where in_force_since <= \(now)
      and version not in (select version from recommendations.withdrawn_bonus_policies)
    order by version desc
    limit 1
    """
  }

  /// Decodes the row of `bonusInForce`; a migration saw to it that there is one.
  static func bonus(_ rows: ResultSet) throws -> BonusPolicy {
    let (version, beginner, confirmed, expert) = try rows[0].decode((Int, Cents, Cents, Cents).self)
    return BonusPolicy(version: version, beginner: beginner, confirmed: confirmed, expert: expert)
  }

  /// Keeps versions of the rewards policy; which is quoted from does not depend on the order of their arrival.
  static func insertBonus(_ policies: [BonusPolicy]) -> Statement {
    """
    insert into recommendations.bonus_policies (
      version, beginner_cents, confirmed_cents, expert_cents, in_force_since
    )
    select version, beginner_cents, confirmed_cents, expert_cents, coalesce(in_force_from, '-infinity')
    from unnest(
      \(policies.map(\.version)), \(policies.map(\.beginner)), \(policies.map(\.confirmed)), \(policies.map(\.expert)),
      \(policies.map(\.inForceFrom))
    ) as policy (version, beginner_cents, confirmed_cents, expert_cents, in_force_from)
    order by version
    on conflict (version) do nothing
    """
  }

  /// Keeps which versions of the rewards policy were withdrawn.
  static func withdrawBonus(_ versions: [Int]) -> Statement {
    """
    insert into recommendations.withdrawn_bonus_policies (version)
    select * from unnest(\(versions))
    on conflict (version) do nothing
    """
  }
}
