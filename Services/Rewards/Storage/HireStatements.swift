import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on hires.
enum HireStatements {
  private static let columns: Statement = """
    hire_id, recommendation_id, member_id, sponsor_id, quoted_cents, policy_version, is_own_company, hired_at,
    withdrawn_at, quoted_level, conflict_revision, starts_at, as_of, revision, attributions
    """

  /// Locks those of some hires that are known, in the order of their ids.
  static func lock(_ hires: [HireID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.hires
    where hire_id = any(\(hires))
    order by hire_id
    for update
    """
  }

  /// The hires in force of some recommendations, or of the persons of members whose sponsor may have a share in them.
  ///
  /// Read after the lock on the recommendation or the share, which everybody takes who changes one of these.
  static func selectInForce(of recommendations: [RecommendationID], or members: [MemberID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.hires
    where hire_id = any(array(
      select hire_id from rewards.hires where in_force and recommendation_id = any(\(recommendations))
      union all
      select hire_id from rewards.hires where in_force and member_id = any(array(\(fragment: PersonStatements.memberships(of: members))))
    ))
    """
  }

  /// Reads what the two above gave.
  static func hire(_ row: Row) throws(PostgreSQLError) -> Hire {
    let (
      id, recommendation, member, sponsor, amount, version, isOwnCompany, hiredAt, withdrawnAt, level, conflict,
      startsAt,
      asOf, revision, attributions
    ) =
      try row.decode(
        (
          HireID, RecommendationID?, MemberID?, MemberID?, Cents?, Int?, Bool?, Timestamp?, Timestamp?, Level?, Int?,
          Timestamp?, Timestamp?, Int, Int
        ).self)
    guard let recommendation, let member, let amount, let version, let isOwnCompany else {
      return Hire(id: id, withdrawnAt: withdrawnAt, revision: revision, attributions: attributions)
    }
    let attribution = Hire.Attribution(
      recommendationID: recommendation, memberID: member, sponsorID: sponsor, amount: amount, policyVersion: version,
      isOwnCompany: isOwnCompany, conflictRevision: conflict ?? 0, level: level)
    return Hire(
      id: id, attribution: attribution, hiredAt: hiredAt, startsAt: startsAt, asOf: asOf, withdrawnAt: withdrawnAt,
      revision: revision, attributions: attributions)
  }

  /// Adds hires that were not known.
  static func insert(_ hires: [Hire]) -> Statement {
    "insert into rewards.hires (\(fragment: columns)) select * from \(fragment: unnest(hires))"
  }

  /// Writes hires that changed.
  static func update(_ hires: [Hire]) -> Statement {
    """
    update rewards.hires
    set
      recommendation_id = changed.recommendation_id,
      member_id = changed.member_id,
      sponsor_id = changed.sponsor_id,
      quoted_cents = changed.quoted_cents,
      policy_version = changed.policy_version,
      is_own_company = changed.is_own_company,
      hired_at = changed.hired_at,
      withdrawn_at = changed.withdrawn_at,
      quoted_level = changed.quoted_level,
      conflict_revision = changed.conflict_revision,
      starts_at = changed.starts_at,
      as_of = changed.as_of,
      revision = changed.revision,
      attributions = changed.attributions
    from \(fragment: unnest(hires)) as changed (\(fragment: columns))
    where hires.hire_id = changed.hire_id
    """
  }

  private static func unnest(_ hires: [Hire]) -> Statement {
    """
    unnest(
      \(hires.map(\.id)),
      \(hires.map(\.attribution?.recommendationID)),
      \(hires.map(\.attribution?.memberID)),
      \(hires.map { $0.attribution?.sponsorID }),
      \(hires.map(\.attribution?.amount)),
      \(hires.map(\.attribution?.policyVersion)),
      \(hires.map(\.attribution?.conflict.isOwnCompany)),
      \(hires.map(\.hiredAt)),
      \(hires.map(\.withdrawnAt)),
      \(hires.map { $0.attribution?.level }),
      \(hires.map(\.attribution?.conflict.revision)),
      \(hires.map(\.startsAt)),
      \(hires.map(\.asOf)),
      \(hires.map(\.revision)),
      \(hires.map(\.attributions))
    )
    """
  }
}
