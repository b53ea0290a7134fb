import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// What members see of `offers.offers` (M7).
enum PublishedOfferStatements {
  /// One request for a page.
  struct Request: Sendable {
    let messageID: MessageID
    let sector: SectorCode?
    let zone: ZoneCode?
    let after: OfferID?
    let size: Int
  }

  /// For each request its page and one offer more, if there is one; the newest first.
  ///
  /// A filter covers what lies under it, so it stands among the codes that cover the offer.
  static func pages(_ requests: [Request], at now: Timestamp) -> Statement {
    """
    select
      q.message_id, page.offer_id, page.company_id, page.title, page.description, page.sector, page.zone,
      page.published_at, page.closes_at
    from unnest(
      \(requests.map(\.messageID)), \(requests.map(\.sector)), \(requests.map(\.zone)), \(requests.map(\.after)),
      \(requests.map(\.size))
    ) as q (message_id, sector, zone, after_id, size)
    left join offers.offers former on former.offer_id = q.after_id
    cross join lateral (
      select o.*
      from offers.offers o
      where o.state = 'published'
        and (o.closes_at is null or o.closes_at > \(now))
        and (q.sector is null or o.sector_ancestors @> array[q.sector])
        and (q.zone is null or o.zone_ancestors @> array[q.zone])
        and (q.after_id is null or (o.published_at, o.offer_id) < (former.published_at, former.offer_id))
      order by o.published_at desc, o.offer_id desc
      limit q.size + 1
    ) page
    order by q.message_id, page.published_at desc, page.offer_id desc
    """
  }

  /// When some offers were published, open or closed since.
  static func publications(_ ids: [OfferID]) -> Statement {
    """
    select o.offer_id, o.published_at
    from offers.offers o
    where o.offer_id = any(\(ids)) and o.published_at is not null
    """
  }

  /// Reads a row of `pages`.
  static func offer(_ row: Row) throws(PostgreSQLError) -> (messageID: MessageID, offer: PublishedOffer) {
    let offer = PublishedOffer(
      offerId: try row["offer_id", as: OfferID.self],
      companyId: try row["company_id", as: CompanyID.self],
      title: try row["title", as: String.self],
      description: try row["description", as: String.self],
      sector: try row["sector", as: SectorCode.self],
      zone: try row["zone", as: ZoneCode.self],
      publishedAt: try row["published_at", as: Timestamp.self],
      closesAt: try row["closes_at", as: Timestamp?.self]
    )
    return (try row["message_id", as: MessageID.self], offer)
  }
}
