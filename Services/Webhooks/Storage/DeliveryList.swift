import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// Webhooks, the newest first; nothing of the person that each is about (A1).
package struct DeliveryList: PagedList {
  package init() {}

  package typealias Question = ListDeliveries

  package static let source: Statement = "webhooks.deliveries d"

  package static let columns: Statement = """
    d.delivery_id, d.source, d.state, d.reason, d.detail, d.event, d.application_id, d.jobs, d.received_at, d.receipts,
    array(
      select r.report_id::text from webhooks.reports r where r.delivery_id = d.delivery_id order by r.position
    ) as message_ids
    """

  package static let instant: Statement = "d.received_at"
  package static let id: Statement = "d.delivery_id"

  package static let filters: [ListFilter<ListDeliveries>] = [
    ListFilter("source", \.source, "d.source = q.source"),
    ListFilter("state", \.state, "d.state = q.state"),
    ListFilter("reason", \.reason, "d.reason = q.reason"),
    ListFilter("application_id", \.applicationId, "d.application_id = q.application_id"),
    ListFilter("since", \.since, "d.received_at >= q.since"),
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedDelivery { try Self.delivery(row) }

  /// Webhooks by their ids, as the list shows them, and what came.
  static func shown(_ ids: [DeliveryID]) -> Statement {
    """
    select \(fragment: columns), d.headers, d.body, d.body_sha256
    from \(fragment: source)
    where d.delivery_id = any(\(ids))
    """
  }

  static func delivery(_ row: Row) throws -> ListedDelivery {
    ListedDelivery(
      deliveryId: try row["delivery_id", as: DeliveryID.self], source: try row["source", as: String.self],
      state: try row["state", as: DeliveryState.self], reason: try row["reason", as: QuarantineReason?.self],
      detail: try row["detail", as: String?.self], event: try row["event", as: String?.self],
      applicationId: try row["application_id", as: String?.self], jobs: try row["jobs", as: [String].self],
      receivedAt: try row["received_at", as: Timestamp.self], receipts: try row["receipts", as: Int.self],
      messageIds: try row["message_ids", as: [String].self])
  }

  package static func textSize(of item: ListedDelivery) -> Int {
    (item.detail?.utf8.count ?? 0) + item.jobs.reduce(0) { $0 + $1.utf8.count }
  }
}
