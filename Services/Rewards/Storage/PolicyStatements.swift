import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on the versions of the policy.
enum PolicyStatements {
  private static let terms: Statement = """
    version, recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points,
    daily_visit_points, beginner_threshold, confirmed_threshold, expert_threshold, beginner_cents, confirmed_cents,
    expert_cents, sponsorship_cents, matching_cents, listing_credits, two_people_for_amounts
    """

  private static let columns: Statement = """
    \(fragment: terms), nullif(in_force_since, '-infinity'), decided_at, withdrawn_at is not null
    """

  /// The number of the version in force at an instant.
  ///
  /// The instant is that of the decision, never the server's: books are rebuilt at the times of the messages (W5).
  private static func inForce(at now: Timestamp) -> Statement {
    "(select max(version) from rewards.policies where in_force_since <= \(now) and withdrawn_at is null)"
  }

  /// The version in force at an instant, those asked for by number, and those that some rewards were granted under.
  ///
  /// One asked for by number need not be in force then, nor ever: a quote is honoured that was made just before its version
  /// was withdrawn.
  static func select(_ versions: Set<Int> = [], of rewards: [RewardID] = [], at now: Timestamp) -> Statement {
    """
    select \(fragment: columns)
    from rewards.policies
    where version = \(fragment: inForce(at: now))
      or version = any(\(versions.sorted()))
      or version in (select policy_version from rewards.rewards where reward_id = any(\(rewards)))
    order by version
    """
  }

  /// Makes those wait for each other who change the policy, so that a cancellation sees all that it withdraws.
  static let lock: Statement = "select pg_advisory_xact_lock(hashtextextended('rewards.policies', 0))"

  /// Every version; there are few.
  static let all: Statement = "select \(fragment: columns) from rewards.policies order by version"

  /// Adds versions.
  ///
  /// Each repeats the time zone of the one before, which nothing reads any more but processes of the version before the
  /// one that keeps `time_zones`: the column cannot be empty.
  static func insert(_ versions: [DatedVersion<RewardTerms>]) -> Statement {
    let terms = versions.map(\.terms)
    return """
      insert into rewards.policies (\(fragment: Self.terms), in_force_since, decided_at, time_zone)
      select added.*, (select time_zone from rewards.policies order by version desc limit 1)
      from unnest(
        \(terms.map(\.version)),
        \(terms.map { $0.points[.recommendationQualified, default: 0] }),
        \(terms.map { $0.points[.candidateHired, default: 0] }),
        \(terms.map { $0.points[.sponsoredMemberJoined, default: 0] }),
        \(terms.map { $0.points[.dailyVisit, default: 0] }),
        \(terms.map { $0.thresholds[.beginner, default: 0] }),
        \(terms.map { $0.thresholds[.confirmed, default: 0] }),
        \(terms.map { $0.thresholds[.expert, default: 0] }),
        \(terms.map { $0.amounts[.beginner, default: 0] }),
        \(terms.map { $0.amounts[.confirmed, default: 0] }),
        \(terms.map { $0.amounts[.expert, default: 0] }),
        \(terms.map(\.sponsorship)),
        \(terms.map(\.matching)),
        \(terms.map(\.listingCredits)),
        \(terms.map(\.twoPeopleForAmounts)),
        \(versions.map(\.inForceSince)),
        \(versions.map(\.decidedAt))
      ) as added
      """
  }

  /// Withdraws versions that have not come in force.
  static func withdraw(_ versions: [Int], at now: Timestamp) -> Statement {
    "update rewards.policies set withdrawn_at = \(now) where version = any(\(versions)) and withdrawn_at is null"
  }

  /// Reads a row of `select` or `all`.
  static func version(_ row: Row) throws(PostgreSQLError) -> DatedVersion<RewardTerms> {
    let (
      version, qualified, hired, joined, visit, beginner, confirmed, expert, least, middle, most, share, matching,
      credits, twoPeople, inForceSince, decidedAt, isWithdrawn
    ) =
      try row.decode(
        (
          Int, Points, Points, Points, Points, Points, Points, Points, Cents, Cents, Cents, Cents, Cents, Int,
          Bool, Timestamp?, Timestamp?, Bool
        ).self)
    let terms = RewardTerms(
      version: version,
      points: [
        .recommendationQualified: qualified, .candidateHired: hired, .sponsoredMemberJoined: joined,
        .dailyVisit: visit,
      ],
      thresholds: [.beginner: beginner, .confirmed: confirmed, .expert: expert],
      amounts: [.beginner: least, .confirmed: middle, .expert: most],
      sponsorship: share,
      matching: matching,
      listingCredits: credits,
      twoPeopleForAmounts: twoPeople
    )
    return DatedVersion(
      number: version, inForceSince: inForceSince, decidedAt: decidedAt, isWithdrawn: isWithdrawn, terms: terms)
  }

  /// Reads what `all` gave, as things stand at an instant.
  static func schedule(_ rows: ResultSet, at now: Timestamp) throws -> PolicySchedule<RewardTerms> {
    try PolicySchedule(try rows.map(version), at: now)
  }
}
