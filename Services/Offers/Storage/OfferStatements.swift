import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.offers`.
enum OfferStatements {
  /// An offer with what paid for it, as it is written.
  struct Written: Sendable {
    var offer: Offer
    var paidWith: PaymentMeans?
  }

  /// Locks offers; in the order of their ids, so that two batches never wait in a circle.
  static func lock(_ ids: [OfferID]) -> Statement {
    """
    select \(fragment: columns)
    from offers.offers o
    where o.offer_id = any(\(ids))
    order by o.offer_id
    for no key update
    """
  }

  /// Locks published offers whose time is over, those that nobody else is at.
  static func lockExpired(at now: Timestamp, limit: Int) -> Statement {
    """
    select o.offer_id
    from offers.offers o
    where o.state = 'published' and o.closes_at <= \(now)
    order by o.closes_at, o.offer_id
    limit \(limit)
    for no key update skip locked
    """
  }

  /// When the next published offer closes by itself; one past its time that could not be locked is somebody else's.
  static func nextClosing(after now: Timestamp) -> Statement {
    "select min(o.closes_at) from offers.offers o where o.state = 'published' and o.closes_at > \(now)"
  }

  static func insert(_ new: [Written]) -> Statement {
    """
    insert into offers.offers (
      offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, external_reference,
      closes_at, state, paid_with, published_at
    )
    select
      offer_id, company_id, title, description, sector, string_to_array(sector_ancestors, ','), zone,
      string_to_array(zone_ancestors, ','), external_reference, closes_at, state, paid_with, published_at
    from \(fragment: rows(new))
    """
  }

  /// Writes drafts anew, or publishes them; their rows are locked.
  static func update(_ drafts: [Written]) -> Statement {
    """
    update offers.offers o
    set title = written.title, description = written.description,
      sector = written.sector, sector_ancestors = string_to_array(written.sector_ancestors, ','),
      zone = written.zone, zone_ancestors = string_to_array(written.zone_ancestors, ','),
      external_reference = written.external_reference, closes_at = written.closes_at,
      state = written.state, paid_with = written.paid_with, published_at = written.published_at
    from \(fragment: rows(drafts))
    where o.offer_id = written.offer_id
    """
  }

  /// Closes offers, whose rows are locked.
  static func close(_ reasons: [OfferID: ClosingReason], at now: Timestamp) -> Statement {
    let ids = reasons.keys.sorted()
    return """
      update offers.offers o
      set state = 'closed', closed_at = \(now), closing_reason = closing.reason
      from unnest(\(ids), \(ids.map { reasons[$0]?.rawValue })) as closing (offer_id, reason)
      where o.offer_id = closing.offer_id
      """
  }

  /// Reads a row of `lock`.
  static func offer(_ row: Row) throws(PostgreSQLError) -> Offer {
    Offer(
      id: try row["offer_id", as: OfferID.self],
      companyID: try row["company_id", as: CompanyID.self],
      title: try row["title", as: String.self],
      description: try row["description", as: String.self],
      sector: try row["sector", as: SectorCode.self],
      zone: try row["zone", as: ZoneCode.self],
      externalReference: try row["external_reference", as: String?.self],
      closesAt: try row["closes_at", as: Timestamp?.self],
      state: try row["state", as: Offer.State.self],
      publishedAt: try row["published_at", as: Timestamp?.self]
    )
  }

  private static let columns: Statement =
    """
    o.offer_id, o.company_id, o.title, o.description, o.sector, o.zone, o.external_reference, o.closes_at, o.state,
    o.published_at
    """

  /// Offers as rows named `written`; lists as one text each, since an array of arrays cannot be unnested.
  private static func rows(_ written: [Written]) -> Statement {
    let offers = written.map(\.offer)
    return """
      unnest(
        \(offers.map(\.id)), \(offers.map(\.companyID)), \(offers.map(\.title)), \(offers.map(\.description)),
        \(offers.map(\.sector)), \(offers.map { joined($0.sector.ancestors) }),
        \(offers.map(\.zone)), \(offers.map { joined($0.zone.ancestors) }),
        \(offers.map(\.externalReference)), \(offers.map(\.closesAt)), \(offers.map(\.state)),
        \(written.map { $0.paidWith?.rawValue }), \(offers.map(\.publishedAt))
      ) as written (
        offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, external_reference,
        closes_at, state, paid_with, published_at
      )
      """
  }

  private static func joined(_ codes: [some ValidatedText]) -> String {
    codes.map(\.rawValue).joined(separator: ",")
  }
}

extension Offer.State: PostgreSQLEncodable, PostgreSQLDecodable {}
