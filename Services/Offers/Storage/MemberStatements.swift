import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.members`: what other services tell, converging whatever the order it comes in.
///
/// Rows are written in the order of their ids, so that two batches never wait in a circle.
enum MemberStatements {
  /// A profile as of a revision.
  struct ProfileRow: Sendable {
    let memberID: MemberID
    let revision: Int
    let sectors: [SectorCode]
    let zones: [ZoneCode]
    /// Told by the joining alone.
    var joinedAt: Timestamp?
  }

  /// Points, or a level with them, as of a revision; 0 where the event names none.
  struct ScoreRow: Sendable {
    let memberID: MemberID
    let revision: Int
    let points: Points
    let level: Level?
  }

  /// Which of some members are active.
  static func active(_ ids: [MemberID]) -> Statement {
    "select m.member_id from offers.members m where m.member_id = any(\(ids)) and m.is_active"
  }

  /// Takes over profiles that are newer than those known; one a member.
  static func upsert(profiles: [ProfileRow]) -> Statement {
    let rows = profiles.sorted { $0.memberID < $1.memberID }
    return """
      insert into offers.members as m (member_id, profile_revision, sectors, zones, joined_at)
      select told.member_id, told.revision, string_to_array(told.sectors, ','), string_to_array(told.zones, ','),
        told.joined_at
      from unnest(
        \(rows.map(\.memberID)), \(rows.map(\.revision)), \(rows.map { joined($0.sectors) }),
        \(rows.map { joined($0.zones) }), \(rows.map(\.joinedAt))
      ) as told (member_id, revision, sectors, zones, joined_at)
      on conflict (member_id) do update
      set sectors = case when excluded.profile_revision > m.profile_revision then excluded.sectors else m.sectors end,
        zones = case when excluded.profile_revision > m.profile_revision then excluded.zones else m.zones end,
        profile_revision = greatest(m.profile_revision, excluded.profile_revision),
        joined_at = coalesce(m.joined_at, excluded.joined_at)
      """
  }

  /// Notes who left; a member that is not known yet will be known as one who left.
  static func upsert(leavings: [MemberID: Timestamp]) -> Statement {
    let ids = leavings.keys.sorted()
    return """
      insert into offers.members as m (member_id, left_at)
      select * from unnest(\(ids), \(ids.map { leavings[$0] }))
      on conflict (member_id) do update set left_at = least(m.left_at, excluded.left_at)
      """
  }

  /// Takes over points that are not older than those known; one row a member.
  ///
  /// Revision 0 has no order, and counts as the newest.
  static func upsert(points rows: [ScoreRow]) -> Statement {
    """
    insert into offers.members as m (member_id, points, points_revision)
    select * from unnest(\(rows.map(\.memberID)), \(rows.map(\.points)), \(rows.map(\.revision)))
    on conflict (member_id) do update
    set points = excluded.points, points_revision = greatest(m.points_revision, excluded.points_revision)
    where excluded.points_revision = 0 or excluded.points_revision >= m.points_revision
    """
  }

  /// Takes over levels that are not older than those known; one row a member.
  ///
  /// Revision 0 has no order, and counts as the newest.
  static func upsert(levels rows: [ScoreRow]) -> Statement {
    """
    insert into offers.members as m (member_id, level, level_revision)
    select * from unnest(\(rows.map(\.memberID)), \(rows.map(\.level)), \(rows.map(\.revision)))
    on conflict (member_id) do update
    set level = excluded.level, level_revision = greatest(m.level_revision, excluded.level_revision)
    where excluded.level_revision = 0 or excluded.level_revision >= m.level_revision
    """
  }

  private static func joined(_ codes: [some ValidatedText]) -> String {
    codes.map(\.rawValue).joined(separator: ",")
  }
}
