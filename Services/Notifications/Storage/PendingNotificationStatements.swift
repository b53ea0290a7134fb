import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// The statements on notifications that wait for a fact.
enum PendingNotificationStatements {
  /// Takes notifications that wait for what is known by now, for another that waits no more, or have waited for their turn
  /// long enough, in the order in which they began to wait.
  ///
  /// What another replica has in hand is passed over. `limit` keeps the planner from joining whole tables: it looks each
  /// awaited thing up by its key.
  static func takeReady(limit: Int, at now: Timestamp) -> Statement {
    """
    select pending.notice, pending.ordered_until
    from notifications.pending_notifications as pending
    cross join lateral (
      select 1 from notifications.known_facts as fact
      where fact.kind = pending.awaited_kind and fact.id = pending.awaited_id
      union all
      select 1
      where pending.awaited_kind = 'notification' and not exists (
        select from notifications.pending_notifications as other where other.notification_id = pending.awaited_id
      )
      union all
      select 1 where pending.ordered_until <= \(now)
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
      notification_id, kind, awaited_kind, awaited_id, ordered_until, topic, told_kind, told_id, notice, pending_since
    )
    select notification_id, kind, awaited_kind, awaited_id, ordered_until, topic, told_kind, told_id, notice, \(since)
    from unnest(
      \(waiting.map(\.id)), \(waiting.map(\.kind.rawValue)), \(waiting.map(\.awaited.key.kind.rawValue)),
      \(waiting.map(\.awaited.key.id)), \(waiting.map(\.awaited.until)), \(waiting.map(\.topic)),
      \(waiting.map(\.tells?.kind.rawValue)), \(waiting.map(\.tells?.id)), \(waiting.map(\.notice))
    ) as waiting (
      notification_id, kind, awaited_kind, awaited_id, ordered_until, topic, told_kind, told_id, notice
    )
    """
  }

  /// Has notifications that waited already wait for the next thing.
  static func move(_ waiting: [(id: NotificationID, awaited: Awaited)]) -> Statement {
    """
    update notifications.pending_notifications as pending
    set awaited_kind = waiting.awaited_kind, awaited_id = waiting.awaited_id, ordered_until = waiting.ordered_until
    from unnest(
      \(waiting.map(\.id)), \(waiting.map(\.awaited.key.kind.rawValue)), \(waiting.map(\.awaited.key.id)),
      \(waiting.map(\.awaited.until))
    ) as waiting (notification_id, awaited_kind, awaited_id, ordered_until)
    where pending.notification_id = waiting.notification_id
    """
  }

  /// Forgets notifications that were sent, or are not to be sent any more.
  static func delete(_ ids: [NotificationID]) -> Statement {
    "delete from notifications.pending_notifications where notification_id = any(\(ids))"
  }

  /// Gives up notifications that have waited since before an instant, the longest waiting first; what another replica has
  /// in hand is passed over, and what waits for its turn alone comes to its end by itself.
  static func giveUp(since limit: Timestamp, count: Int) -> Statement {
    """
    delete from notifications.pending_notifications
    where ctid = any(array(
      select ctid
      from notifications.pending_notifications
      where pending_since < \(limit) and ordered_until is null
      order by pending_since
      limit \(count)
      for update skip locked
    ))
    returning notice, awaited_kind, awaited_id::text, pending_since
    """
  }

  /// Whether any notification waits for its turn alone.
  static let isAnyInLine: Statement =
    "select exists (select from notifications.pending_notifications where ordered_until is not null)"

  /// How many notifications wait, and since when the one that has waited longest; null where none does.
  static let waiting: Statement =
    "select count(*), min(pending_since) from notifications.pending_notifications"
}

/// A pending notification as it is stored.
struct PendingRow: Sendable {
  let id: NotificationID
  let kind: NotificationKind
  let awaited: Awaited
  /// The audience, and which of it.
  let topic: String
  /// What others on the topic are told only after it.
  let tells: FactKey?
  let notice: PostgreSQLJSON
}

/// What a notification waits for.
struct Awaited: Sendable {
  let key: FactKey
  /// When it is told at the latest, where it waits for its turn; nil where it cannot be written without.
  let until: Timestamp?
}
