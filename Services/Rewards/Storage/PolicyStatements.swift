import PostgreSQLClient
import RewardsDomain
import ServiceRuntime
import Vocabulary

/// Statements on the versions of the policy.
enum PolicyStatements {
  private static let columns: Statement = """
    version, recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points,
    daily_visit_points, beginner_threshold, confirmed_threshold, expert_threshold, beginner_cents, confirmed_cents,
    expert_cents, sponsorship_cents, matching_cents, listing_credits
    """

  /// The version in force, those asked for by number, and those that some rewards were granted under.
  static func select(_ versions: Set<Int> = [], of rewards: [RewardID] = []) -> Statement {
    """
    select \(fragment: columns)
    from rewards.policies
    where version = (select max(version) from rewards.policies)
      or version = any(\(versions.sorted()))
      or version in (select policy_version from rewards.rewards where reward_id = any(\(rewards)))
    order by version
    """
  }

  /// Puts versions in force, each in the time zone of the one before.
  static func insert(_ terms: [RewardTerms], at now: Timestamp) -> Statement {
    """
    insert into rewards.policies (\(fragment: columns), time_zone, in_force_since)
    select added.*, (select time_zone from rewards.policies order by version desc limit 1), \(now)
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
      \(terms.map(\.listingCredits))
    ) as added
    """
  }

  /// Reads what `select` gave.
  static func terms(_ row: Row) throws(PostgreSQLError) -> RewardTerms {
    let (
      version, qualified, hired, joined, visit, beginner, confirmed, expert, least, middle, most, share, matching,
      credits
    ) =
      try row.decode(
        (
          Int, Points, Points, Points, Points, Points, Points, Points, Cents, Cents, Cents, Cents, Cents, Int
        ).self)
    return RewardTerms(
      version: version,
      points: [
        .recommendationQualified: qualified, .candidateHired: hired, .sponsoredMemberJoined: joined,
        .dailyVisit: visit,
      ],
      thresholds: [.beginner: beginner, .confirmed: confirmed, .expert: expert],
      amounts: [.beginner: least, .confirmed: middle, .expert: most],
      sponsorship: share,
      matching: matching,
      listingCredits: credits
    )
  }
}
