import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.visits`.
enum VisitStatements {
  /// A day on which a member visited.
  struct Visit: Hashable, Sendable {
    let memberID: MemberID
    let day: CalendarDay
  }

  /// For each visit its day in the time zone of the policy in force now (M6), whether one counted that day already, and
  /// the policy.
  ///
  /// PostgreSQL knows the time zones, and the instants of a batch cost one statement.
  static func days(
    _ visits: [(messageID: MessageID, memberID: MemberID, at: Timestamp)], at now: Timestamp
  ) -> Statement {
    """
    with policy as (
      select p.version, p.time_zone from (\(fragment: MembershipPolicy.statements.inForce(at: now))) p
    ),
    given as (
      select v.message_id, v.member_id, (v.at at time zone policy.time_zone)::date as day, policy.version
      from unnest(
        \(visits.map(\.messageID)), \(visits.map(\.memberID)), \(visits.map(\.at))
      ) as v (message_id, member_id, at)
      cross join policy
    )
    select given.message_id, to_char(given.day, 'YYYY-MM-DD'), known.day is not null, given.version
    from given
    left join members.visits known on known.member_id = given.member_id and known.day = given.day
    """
  }

  static func insert(_ visits: [Visit], policyVersion: Int, at now: Timestamp) -> Statement {
    """
    insert into members.visits (member_id, day, policy_version, recorded_at)
    select made.member_id, made.day::date, \(policyVersion), \(now)
    from unnest(\(visits.map(\.memberID)), \(visits.map(\.day))) as made (member_id, day)
    """
  }
}
