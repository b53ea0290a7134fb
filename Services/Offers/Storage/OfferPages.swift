import Messages
import Paging
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Offers of any state as they are asked for, published last first; drafts by when they were written (A1).
///
/// Pages go along `offers.listings`, which has a row for each code that covers an offer. The offer beside it stands behind a
/// fence (`offset 0`): not knowing how small a page is, the planner would read every offer, and sort them.
package struct OfferPages: PagedList {
  package typealias Question = ListOffers

  package static let source: Statement =
    """
    offers.listings l
    cross join lateral (
      select o.*, c.name as company_name
      from offers.offers o
      join offers.companies c on c.company_id = o.company_id
      where o.offer_id = l.offer_id
      offset 0
    ) o
    """
  package static let columns: Statement =
    """
    o.offer_id, o.company_id, o.company_name, o.title, o.description, o.sector, o.zone, o.state, o.external_reference,
    o.published_at, o.closes_at, o.closed_at, o.closing_reason, o.paid_with
    """
  package static let instant: Statement = "l.listed_at"
  package static let id: Statement = "l.offer_id"
  /// A draft that a page ended with may be published before the next is asked for.
  package static let hasTokenInstant: Statement = "q.page_instant in (o.published_at, o.created_at)"
  /// Along the narrower of two codes; the other is looked at in the offer.
  package static let filters: [ListFilter<ListOffers>] = [
    ListFilter(where: { $0.code == nil }, "l.code = ''"),
    ListFilter("code", \.code, "l.code = q.code"),
    ListFilter("sector", { $0.goesAlongZone ? $0.sector : nil }, "o.sector_ancestors @> array[q.sector]"),
    ListFilter(
      "zone", { $0.goesAlongZone || $0.sector == nil ? nil : $0.zone }, "o.zone_ancestors @> array[q.zone]"),
    ListFilter("company_id", \.companyId, "l.company_id = q.company_id"),
    ListFilter("state", \.state, "l.state = q.state"),
  ]

  package init() {}

  package func item(_ row: Row, at now: Timestamp) throws -> ListedOffer {
    try Self.offer(row)
  }

  package static func textSize(of item: ListedOffer) -> Int { item.description.utf8.count }

  /// Some offers by their ids.
  static func offers(_ ids: [OfferID]) -> Statement {
    "select \(fragment: columns) from \(fragment: source) where l.offer_id = any(\(ids)) and l.code = ''"
  }

  /// Reads a row, with the offer's waves where they are told.
  static func offer(_ row: Row, waves: [OfferWave]? = nil) throws(PostgreSQLError) -> ListedOffer {
    ListedOffer(
      offerId: try row["offer_id", as: OfferID.self],
      companyId: try row["company_id", as: CompanyID.self],
      companyName: try row["company_name", as: String.self],
      title: try row["title", as: String.self],
      description: try row["description", as: String.self],
      sector: try row["sector", as: SectorCode.self],
      zone: try row["zone", as: ZoneCode.self],
      state: try row["state", as: OfferState.self],
      externalReference: try row["external_reference", as: String?.self],
      publishedAt: try row["published_at", as: Timestamp?.self],
      closesAt: try row["closes_at", as: Timestamp?.self],
      closedAt: try row["closed_at", as: Timestamp?.self],
      reason: try row["closing_reason", as: ClosingReason?.self],
      paidWith: try row["paid_with", as: PaymentMeans?.self],
      waves: waves
    )
  }
}

extension ListOffers {
  /// Whether the zone is the narrower of the two codes: a part of a country beside a whole section of the economy, or alone.
  fileprivate var goesAlongZone: Bool {
    guard let zone else { return false }
    guard let sector else { return true }
    return sector.ancestors.count == 1 && zone.ancestors.count > 1
  }

  /// The code that pages go along; nil where none is asked for.
  fileprivate var code: String? { goesAlongZone ? zone?.rawValue : sector?.rawValue }
}

extension ClosingReason: PostgreSQLDecodable {}
extension PaymentMeans: PostgreSQLDecodable {}
