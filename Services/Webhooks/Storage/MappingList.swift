import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// Which job of which source is which offer, the latest said first (A1).
package struct MappingList: PagedList {
  package init() {}

  package typealias Question = ListMappings

  package static let source: Statement = "webhooks.mappings m"
  package static let columns: Statement = "m.source, m.job, m.offer_id, m.offer_reference, m.mapped_at"
  package static let instant: Statement = "m.mapped_at"
  package static let id: Statement = "m.mapping_id"
  /// What is said anew moves to the front.
  package static let hasTokenInstant: Statement = "q.page_instant <= m.mapped_at"

  package static let filters: [ListFilter<ListMappings>] = [
    ListFilter("source", \.source, "m.source = q.source")
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedMapping {
    ListedMapping(
      source: try row["source", as: String.self], job: try row["job", as: String.self],
      offerId: try row["offer_id", as: OfferID?.self], offerReference: try row["offer_reference", as: String?.self],
      mappedAt: try row["mapped_at", as: Timestamp.self])
  }
}
