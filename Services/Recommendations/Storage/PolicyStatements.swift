import PostgreSQLClient
import RecommendationsDomain
import ServiceRuntime
import Vocabulary

/// The statements about policies: this service's own, and the rewards service's as far as it is quoted from.
enum PolicyStatements {
  /// The own policy in force.
  static let inForce: Statement = """
    select version, attribution_validity_days
    from recommendations.policies
    order by version desc
    limit 1
    """

  /// Decodes the row of `inForce`; a migration saw to it that there is one.
  static func policy(_ rows: ResultSet) throws -> AttributionPolicy {
    let (version, days) = try rows[0].decode((Int, Int?).self)
    return AttributionPolicy(version: version, validityDays: days)
  }

  /// Puts versions in force.
  ///
  /// Of two that came to the same number, the primary key lets one through.
  static func insert(_ policies: [AttributionPolicy], since: Timestamp) -> Statement {
    """
    insert into recommendations.policies (version, attribution_validity_days, in_force_since)
    select version, attribution_validity_days, \(since)
    from unnest(
      \(policies.map(\.version)), \(policies.map(\.validityDays))
    ) as policy (version, attribution_validity_days)
    """
  }

  /// What hires pay now.
  static let bonusInForce: Statement = """
    select version, beginner_cents, confirmed_cents, expert_cents
    from recommendations.bonus_policies
    order by version desc
    limit 1
    """

  /// Decodes the row of `bonusInForce`; a migration saw to it that there is one.
  static func bonus(_ rows: ResultSet) throws -> BonusPolicy {
    let (version, beginner, confirmed, expert) = try rows[0].decode((Int, Cents, Cents, Cents).self)
    return BonusPolicy(version: version, beginner: beginner, confirmed: confirmed, expert: expert)
  }

  /// Keeps versions of the rewards policy; the greatest known is quoted from, whatever the order of arrival.
  static func insertBonus(_ policies: [BonusPolicy]) -> Statement {
    """
    insert into recommendations.bonus_policies (version, beginner_cents, confirmed_cents, expert_cents)
    select version, beginner_cents, confirmed_cents, expert_cents
    from unnest(
      \(policies.map(\.version)), \(policies.map(\.beginner)), \(policies.map(\.confirmed)), \(policies.map(\.expert))
    ) as policy (version, beginner_cents, confirmed_cents, expert_cents)
    order by version
    on conflict (version) do nothing
    """
  }
}
