import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on members.
enum MemberStatements {
  /// Keeps the language that members joined with, unless their contact details were heard of: these are newer.
  static func keepJoined(_ events: [MemberJoined]) -> Statement {
    """
    insert into notifications.members (member_id, locale)
    select distinct on (member_id) member_id, locale
    from unnest(\(events.map(\.memberId)), \(events.map(\.locale))) as joined (member_id, locale)
    order by member_id
    on conflict (member_id) do update
    set locale = coalesce(members.locale, excluded.locale)
    """
  }

  /// Keeps contact details, the greatest revision of each member.
  static func keepContacts(_ events: [ContactChanged]) -> Statement {
    """
    insert into notifications.members (
      member_id, revision, first_name, last_name, email, phone, locale, offers_by_mail
    )
    select distinct on (member_id)
      member_id, revision, first_name, last_name, email, phone, locale, offers_by_mail
    from unnest(
      \(events.map(\.memberId)), \(events.map(\.revision)), \(events.map(\.firstName)), \(events.map(\.lastName)),
      \(events.map(\.email.rawValue)), \(events.map(\.phone)), \(events.map(\.locale)),
      \(events.map { $0.offersByMail ?? .atOnce })
    ) as contact (member_id, revision, first_name, last_name, email, phone, locale, offers_by_mail)
    order by member_id, revision desc
    on conflict (member_id) do update
    set revision = excluded.revision, first_name = excluded.first_name, last_name = excluded.last_name,
      email = excluded.email, phone = excluded.phone, locale = excluded.locale,
      offers_by_mail = excluded.offers_by_mail
    where members.revision is null or members.revision < excluded.revision
    """
  }

  /// Notes who left, also before the joining was heard of (M5).
  static func keepLeft(_ departures: [(member: MemberID, at: Timestamp)]) -> Statement {
    """
    insert into notifications.members (member_id, left_at)
    select distinct on (member_id) member_id, left_at
    from unnest(\(departures.map(\.member)), \(departures.map(\.at))) as departure (member_id, left_at)
    order by member_id, left_at
    on conflict (member_id) do update
    set left_at = least(members.left_at, excluded.left_at)
    """
  }
}
