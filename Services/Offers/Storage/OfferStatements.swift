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

  /// Which of some offers there are.
  static func known(_ ids: [OfferID]) -> Statement {
    "select o.offer_id from offers.offers o where o.offer_id = any(\(ids))"
  }

  /// Locks offers, and reads them by their ids.
  static func locked(_ ids: [OfferID], in transaction: Transaction) async throws -> [OfferID: Offer] {
    let offers = try await transaction.query(lock(ids)).map(offer)
    return Dictionary(offers.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Locks published offers whose time is over, those that nobody else is at.
  static func lockExpired(at now: Timestamp, limit: Int) -> Statement {
    """
    select o.offer_id, o.revision
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

  static func insert(_ new: [Written], at now: Timestamp) -> Statement {
    """
    insert into offers.offers (
      offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, external_reference,
      closes_at, state, paid_with, published_at, created_at
    )
    select
      offer_id, company_id, title, description, sector, string_to_array(sector_ancestors, ','), zone,
      string_to_array(zone_ancestors, ','), external_reference, closes_at, state, paid_with, published_at, \(now)
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

  /// Amends published offers, whose rows are locked (O7).
  static func amend(_ offers: [Offer]) -> Statement {
    """
    update offers.offers o
    set title = amended.title, description = amended.description,
      external_reference = amended.external_reference, closes_at = amended.closes_at, revision = amended.revision
    from unnest(
      \(offers.map(\.id)), \(offers.map(\.title)), \(offers.map(\.description)),
      \(offers.map(\.externalReference)), \(offers.map(\.closesAt)), \(offers.map(\.revision))
    ) as amended (offer_id, title, description, external_reference, closes_at, revision)
    where o.offer_id = amended.offer_id
    """
  }

  /// Publishes offers again that had expired, whose rows are locked (O7).
  static func reopen(_ offers: [Offer]) -> Statement {
    """
    update offers.offers o
    set state = 'published', closed_at = null, closing_reason = null, closes_at = reopened.closes_at,
      revision = reopened.revision
    from unnest(
      \(offers.map(\.id)), \(offers.map(\.closesAt)), \(offers.map(\.revision))
    ) as reopened (offer_id, closes_at, revision)
    where o.offer_id = reopened.offer_id
    """
  }

  /// Closes offers, whose rows are locked; each gets its next revision.
  static func close(_ reasons: [OfferID: ClosingReason], at now: Timestamp) -> Statement {
    let ids = reasons.keys.sorted()
    return """
      update offers.offers o
      set state = 'closed', closed_at = \(now), closing_reason = closing.reason, revision = o.revision + 1
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
      state: try row["state", as: OfferState.self],
      publishedAt: try row["published_at", as: Timestamp?.self],
      hasExpired: try row["has_expired", as: Bool.self],
      revision: try row["revision", as: Int.self]
    )
  }

  private static let columns: Statement =
    """
    o.offer_id, o.company_id, o.title, o.description, o.sector, o.zone, o.external_reference, o.closes_at, o.state,
    o.published_at, o.closing_reason is not distinct from 'expired' as has_expired, o.revision
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

extension OfferState: PostgreSQLEncodable, PostgreSQLDecodable {}
