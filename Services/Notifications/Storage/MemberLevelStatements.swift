import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on members' levels.
enum MemberLevelStatements {
  /// Keeps levels, the greatest revision of each member; one without a revision gives way to any with one.
  static func keep(_ events: [LevelChanged]) -> Statement {
    """
    insert into notifications.member_levels as known (member_id, level, revision)
    select distinct on (member_id) member_id, level, revision
    from unnest(
      \(events.map(\.memberId)), \(events.map(\.to)), \(events.map { $0.revision ?? 0 })
    ) with ordinality as change (member_id, level, revision, place)
    order by member_id, revision desc, place desc
    on conflict (member_id) do update
    set level = excluded.level, revision = excluded.revision
    where known.revision < excluded.revision or excluded.revision = 0 and known.revision = 0
    """
  }
}
