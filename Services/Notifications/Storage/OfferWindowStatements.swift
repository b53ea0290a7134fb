import NotificationsDomain
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// An offer that was told on a topic, and waits to be told by mail.
package struct ProposedOffer: Sendable {
  let notificationID: NotificationID
  let memberID: MemberID
  let offerID: OfferID
  /// The member's level when it was proposed.
  let level: Level
}

/// Since when offers wait for a member, and when they go out; nil where nothing was told of the member.
struct OfferWindow: Sendable {
  let memberID: MemberID
  let begunAt: Timestamp
  /// By how offers reach the member now.
  let dueAt: Timestamp
  let member: SolicitedMember
  let language: Language
  let name: PersonName?
  /// As far as it was told.
  let level: Level?

  init(row: Row) throws {
    let (id, begunAt, dueAt, hasLeft, isReachable, offersByMail, language, first, last, level) = try row.decode(
      (MemberID, Timestamp, Timestamp, Bool, Bool, OffersByMail, Language, String?, String?, Level?).self)
    memberID = id
    self.begunAt = begunAt
    self.dueAt = dueAt
    member = SolicitedMember(hasLeft: hasLeft, isReachable: isReachable, offersByMail: offersByMail)
    self.language = language
    if let first, let last { name = PersonName(first: first, last: last) } else { name = nil }
    self.level = level
  }
}

/// The statements on members whom offers wait for, and on the offers that wait.
enum OfferWindowStatements {
  private static let timeZones = TimeZones(in: "notifications")

  /// The time zone in force at an instant, in parentheses: whose morning it is.
  static func timeZone(at now: Timestamp) -> Statement { timeZones.inForce(at: "\(now)") }

  /// Has offers wait, and begins a window for each member for whom nothing has waited.
  ///
  /// A window that is open already is locked in passing, in the order of members. Whoever writes its letter passes over it
  /// meanwhile, or has ended it before; then a new one begins.
  static func keep(_ offers: [ProposedOffer], window: Double, at now: Timestamp) -> Statement {
    """
    with proposed as (
      select notification_id, member_id, offer_id, level, place
      from unnest(
        \(offers.map(\.notificationID)), \(offers.map(\.memberID)), \(offers.map(\.offerID)), \(offers.map(\.level))
      ) with ordinality as proposed (notification_id, member_id, offer_id, level, place)
    ), kept as (
      insert into notifications.waiting_offers (member_id, notification_id, offer_id, level, proposed_at, place)
      select member_id, notification_id, offer_id, level, \(now), place
      from proposed
      on conflict (member_id, notification_id) do nothing
    )
    insert into notifications.offer_windows as waiting (member_id, begun_at, due_at)
    select begun.member_id, begun.begun_at, \(fragment: due(window: window))
    from (select distinct member_id, \(now)::timestamptz as begun_at from proposed) as begun
    left join notifications.members as known on known.member_id = begun.member_id
    cross join lateral \(fragment: timeZone(at: now)) as zone
    order by begun.member_id
    on conflict (member_id) do update
    set due_at = least(waiting.due_at, excluded.due_at)
    """
  }

  /// Has what waits for members go by how offers reach them now; what somebody else has in hand goes by it when it is due.
  static func follow(_ members: [MemberID], window: Double, at now: Timestamp) -> Statement {
    """
    update notifications.offer_windows as begun
    set due_at = \(fragment: due(window: window))
    from notifications.members as known
    cross join lateral \(fragment: timeZone(at: now)) as zone
    where known.member_id = begun.member_id
      and begun.member_id = any(array(
        select member_id
        from notifications.offer_windows
        where member_id = any(\(members))
        for update skip locked
      ))
    """
  }

  /// Takes members whose offers are due, the longest due first; whom another replica has in hand is passed over.
  static func takeDue(limit: Int, window: Double, at now: Timestamp) -> Statement {
    """
    select begun.member_id, begun.begun_at, \(fragment: due(window: window)), known.left_at is not null,
      known.revision is not null, coalesce(known.offers_by_mail, 'at-once'), coalesce(known.locale, 'fr'),
      known.first_name, known.last_name, reached.level
    from notifications.offer_windows as begun
    left join notifications.members as known on known.member_id = begun.member_id
    left join notifications.member_levels as reached on reached.member_id = begun.member_id
    cross join lateral \(fragment: timeZone(at: now)) as zone
    where begun.due_at <= \(now)
    order by begun.due_at
    limit \(limit)
    for update of begun skip locked
    """
  }

  /// When the next offers are due after an instant; null where none are.
  static func nextDue(after now: Timestamp) -> Statement {
    "select min(due_at) from notifications.offer_windows where due_at > \(now)"
  }

  /// Has what waits for members wait longer.
  static func move(_ windows: [(memberID: MemberID, until: Timestamp)]) -> Statement {
    """
    update notifications.offer_windows as begun
    set due_at = moved.due_at
    from unnest(\(windows.map(\.memberID)), \(windows.map(\.until))) as moved (member_id, due_at)
    where begun.member_id = moved.member_id
    """
  }

  /// Nothing waits for members any more.
  static func end(_ members: [MemberID]) -> Statement {
    "delete from notifications.offer_windows where member_id = any(\(members))"
  }

  /// When what began to wait (`begun.begun_at`) goes out to a member (`known`), in a time zone (`zone`): so many seconds later,
  /// or at the member's morning, eight o'clock.
  ///
  /// Mornings are counted on the clock on the wall, so that they are mornings in summer, too.
  private static func due(window: Double) -> Statement {
    """
    case known.offers_by_mail
      when 'daily' then (
        date_trunc('day', begun.begun_at at time zone zone.time_zone - interval '8 hours')
          + interval '1 day 8 hours'
      ) at time zone zone.time_zone
      when 'weekly' then (
        date_trunc('week', begun.begun_at at time zone zone.time_zone - interval '8 hours')
          + interval '7 days 8 hours'
      ) at time zone zone.time_zone
      else begun.begun_at + make_interval(secs => \(window)::double precision)
    end
    """
  }
}
