import FoundationEssentials
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// The statements on notifications that wait for a fact.
enum PendingNotificationStatements {
  /// Takes the notifications that wait for one of these things, in the order in which they began to wait.
  static func take(waitingFor keys: [FactKey]) -> Statement {
    """
    select pending.notification_id, pending.notice
    from notifications.pending_notifications as pending
    join unnest(\(keys.map(\.kind.rawValue)), \(keys.map(\.id))) as told (kind, id)
      on pending.awaited_kind = told.kind and pending.awaited_id = told.id
    order by pending.notification_id
    for update of pending
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
  static func move(_ waiting: [PendingRow]) -> Statement {
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
