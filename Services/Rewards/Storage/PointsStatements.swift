import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on what members' points come to.
enum PointsStatements {
  /// Locks the standings of members in the order of their ids, so that two batches never wait for each other in a ring.
  static func lock(_ members: [MemberID]) -> [Statement] {
    [
      """
      insert into rewards.member_points (member_id)
      select member_id
      from unnest(\(members)) as wanted (member_id)
      order by member_id
      on conflict do nothing
      """,
      """
      select member_id, points, level, revision
      from rewards.member_points
      where member_id = any(\(members))
      order by member_id
      for update
      """,
    ]
  }

  /// Reads what the second statement of `lock` gave.
  static func standings(_ rows: ResultSet) throws(PostgreSQLError) -> [MemberID: PointsStanding] {
    var standings: [MemberID: PointsStanding] = [:]
    for (member, points, level, revision) in try rows.decode((MemberID, Points, Level, Int).self) {
      standings[member] = PointsStanding(points: points, level: level, revision: revision)
    }
    return standings
  }

  /// Writes standings that changed.
  static func update(_ standings: [(MemberID, PointsStanding)]) -> Statement {
    """
    update rewards.member_points
    set points = changed.points, level = changed.level, revision = changed.revision
    from unnest(
      \(standings.map(\.0)),
      \(standings.map(\.1.points)),
      \(standings.map(\.1.level)),
      \(standings.map(\.1.revision))
    ) as changed (member_id, points, level, revision)
    where member_points.member_id = changed.member_id
    """
  }
}
