import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// The statements on offers that wait to be told by mail, and on what became of them.
enum WaitingOfferStatements {
  /// The offers that wait for members, as they are known now, each member's in the order in which they were proposed.
  ///
  /// The last hours of the year 9999 are a day of the year 10000 in some time zones, which no text form reaches.
  static func select(_ members: [MemberID], at now: Timestamp) -> Statement {
    """
    select waiting.member_id, waiting.notification_id, waiting.offer_id, waiting.level, offer.title, company.name,
      offer.zone, coalesce(state.is_open, true), state.closes_at,
      case when state.closes_at is not null then
        to_char(least(state.closes_at, '9999-12-31 00:00:00Z') at time zone zone.time_zone, 'YYYY-MM-DD')
      end
    from notifications.waiting_offers as waiting
    left join notifications.offers as offer on offer.offer_id = waiting.offer_id
    left join notifications.companies as company on company.company_id = offer.company_id
    left join notifications.offer_states as state on state.offer_id = waiting.offer_id
    cross join lateral \(fragment: OfferWindowStatements.timeZone(at: now)) as zone
    where waiting.member_id = any(\(members))
    order by waiting.member_id, waiting.proposed_at, waiting.place
    """
  }

  /// Reads a row of `select`.
  static func offer(_ row: Row) throws -> (member: MemberID, offer: WaitingOffer) {
    let (member, notification, offer, level, title, company, zone, isOpen, closesAt, closingDay) = try row.decode(
      (MemberID, NotificationID, OfferID, Level, String?, String?, ZoneCode?, Bool, Timestamp?, CalendarDay?).self)
    return (
      member,
      WaitingOffer(
        notificationID: notification, offerID: offer, level: level, title: title, company: company, zone: zone,
        isOpen: isOpen, closesAt: closesAt, closingDay: closingDay)
    )
  }

  /// They wait no more.
  static func delete(_ offers: [FoldedOffer]) -> Statement {
    """
    delete from notifications.waiting_offers as waiting
    using unnest(\(offers.map(\.memberID)), \(offers.map(\.notificationID))) as told (member_id, notification_id)
    where waiting.member_id = told.member_id and waiting.notification_id = told.notification_id
    """
  }

  /// Keeps which letter told each, but for those that lend it their id: they share what becomes of it.
  static func fold(_ offers: [FoldedOffer], at now: Timestamp) -> Statement {
    let folded = offers.filter { $0.letterID != $0.notificationID }
    return """
      insert into notifications.folded_offers (notification_id, member_id, letter_id, folded_at)
      select notification_id, member_id, letter_id, \(now)
      from unnest(
        \(folded.map(\.notificationID)), \(folded.map(\.memberID)), \(folded.map(\.letterID))
      ) as folded (notification_id, member_id, letter_id)
      on conflict (notification_id) do nothing
      """
  }

  /// Forgets which letter told offers long ago.
  static let forgetting = Forgetting { limit, count in
    """
    with gone as (
      delete from notifications.folded_offers
      where ctid = any(array(
        select ctid
        from notifications.folded_offers
        where folded_at < \(limit)
        order by folded_at
        limit \(count)
        for update skip locked
      ))
      returning notification_id
    )
    select count(*) from gone
    """
  }
}

/// A notification that is told together with others, an offer or what follows from an event, and the letter that tells it.
struct FoldedOffer: Sendable {
  let notificationID: NotificationID
  let memberID: MemberID
  /// The id of the notification that the letter bears; nil where none is written.
  let letterID: NotificationID?
}
