import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// The statements on notifications that wait for a fact.
enum PendingNotificationStatements {
  /// Takes notifications that wait for what is known by now, in the order in which they began to wait.
  ///
  /// What another replica has in hand is passed over. `limit` keeps the planner from joining whole tables: it looks each
  /// awaited thing up by its key.
  static func takeReady(limit: Int) -> Statement {
    """
    select pending.notice
    from notifications.pending_notifications as pending
    cross join lateral (
      select 1 from notifications.known_facts as fact
      where fact.kind = pending.awaited_kind and fact.id = pending.awaited_id
      limit 1
    ) as known
    order by pending.notification_id
    limit \(limit)
    for update of pending skip locked
    """
  }

  /// Has notifications wait, each for one thing.
  static func insert(_ waiting: [PendingRow], since: Timestamp) -> Statement {
    """
    insert into notifications.pending_notifications (
      notification_id, kind, awaited_kind, awaited_id, notice, pending_since
    )
    select notification_id, kind, awaited_kind, awaited_id, notice, \(since)
    from unnest(
      \(waiting.map(\.id)), \(waiting.map(\.kind.rawValue)), \(waiting.map(\.awaited.kind.rawValue)),
      \(waiting.map(\.awaited.id)), \(waiting.map(\.notice))
    ) as waiting (notification_id, kind, awaited_kind, awaited_id, notice)
    """
  }

  /// Has notifications that waited already wait for the next thing.
  static func move(_ waiting: [(id: NotificationID, awaited: FactKey)]) -> Statement {
    """
    update notifications.pending_notifications as pending
    set awaited_kind = waiting.awaited_kind, awaited_id = waiting.awaited_id
    from unnest(
      \(waiting.map(\.id)), \(waiting.map(\.awaited.kind.rawValue)), \(waiting.map(\.awaited.id))
    ) as waiting (notification_id, awaited_kind, awaited_id)
    where pending.notification_id = waiting.notification_id
    """
  }

  /// Forgets notifications that were sent, or are not to be sent any more.
  static func delete(_ ids: [NotificationID]) -> Statement {
    "delete from notifications.pending_notifications where notification_id = any(\(ids))"
  }
}

/// A pending notification as it is stored.
struct PendingRow: Sendable {
  let id: NotificationID
  let kind: NotificationKind
  let awaited: FactKey
  let notice: PostgreSQLJSON
}
