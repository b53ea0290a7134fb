import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// A notification that is told by mail in one letter with others, as it is stored.
struct LetterPartRow: Sendable {
  let id: NotificationID
  let memberID: MemberID
  /// The id of the event that the letter is about.
  let about: String
  let kind: NotificationKind
  /// What is sure to follow.
  let awaits: NotificationKind?
  let notice: PostgreSQLJSON
}

/// The statements on what is told in one letter.
enum LetterPartStatements {
  /// Keeps parts of letters that are still to be written.
  static func insert(_ parts: [LetterPartRow], at now: Timestamp) -> Statement {
    """
    insert into notifications.letter_parts (notification_id, member_id, about, kind, awaits, notice, told_at)
    select notification_id, member_id, about, kind, awaits, notice, \(now)
    from unnest(
      \(parts.map(\.id)), \(parts.map(\.memberID)), \(parts.map(\.about)), \(parts.map(\.kind.rawValue)),
      \(parts.map(\.awaits?.rawValue)), \(parts.map(\.notice))
    ) as part (notification_id, member_id, about, kind, awaits, notice)
    on conflict (notification_id) do nothing
    """
  }

  /// Takes the parts of letters that are to be written now, the longest waiting first, so many letters at most.
  ///
  /// A letter is whole once nothing came for it for a moment and nothing is awaited, or its patience is over. Who gets the
  /// lock on its first part gets all of it: two replicas never write half a letter each.
  static func takeWhole(letters limit: Int, at now: Timestamp) -> Statement {
    """
    with whole as (
      select (array_agg(notification_id order by notification_id))[1] as first_id
      from notifications.letter_parts
      group by member_id, about
      having min(told_at) <= \(now.adding(seconds: -LetterPatience.longest))
        or max(told_at) <= \(now.adding(seconds: -LetterPatience.quiet))
          and coalesce(array_agg(awaits) filter (where awaits is not null), '{}'::text[]) <@ array_agg(kind)
      order by min(told_at)
      limit \(limit)
    ),
    mine as (
      select part.member_id, part.about
      from notifications.letter_parts as part
      join whole on part.notification_id = whole.first_id
      for update of part skip locked
    )
    delete from notifications.letter_parts as part
    using mine
    where part.member_id = mine.member_id and part.about = mine.about
    returning part.member_id, part.about, part.notice
    """
  }

  /// Whether any letter is still to be written.
  static let isAnyKept: Statement = "select exists (select from notifications.letter_parts)"
}
