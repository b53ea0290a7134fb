import MessageHandling
import PostgreSQLClient
import Vocabulary

/// What the door writes.
enum ReceiptStatements {
  /// Keeps webhooks; one that is there already counts as received again, and nothing else of it changes.
  ///
  /// None twice in one statement. Rows are taken in the order of source and external id, byte by byte, as whoever decides on
  /// them takes them, so that two never wait for each other.
  static func keep(_ webhooks: [(webhook: ReceivedWebhook, receipts: Int)]) -> Statement {
    let rows = webhooks.sorted { $0.webhook.precedes($1.webhook) }
    let all = rows.map(\.webhook)
    return """
      insert into webhooks.deliveries as kept (
        delivery_id, source, external_id, event, headers, body, body_bytes, body_sha256, received_at, last_received_at,
        receipts
      )
      select delivery_id, source, external_id, event, headers, body, octet_length(body), body_sha256, received_at,
        received_at, receipts
      from unnest(
        \(all.map(\.id)), \(all.map(\.source)), \(all.map(\.externalID)), \(all.map(\.event)), \(all.map(\.headers)),
        \(all.map(\.body)), \(all.map(\.bodyHash)), \(all.map(\.receivedAt)), \(rows.map(\.receipts))
      ) with ordinality as new (
        delivery_id, source, external_id, event, headers, body, body_sha256, received_at, receipts, place
      )
      order by place
      on conflict (source, external_id) do update
      set receipts = kept.receipts + excluded.receipts,
        last_received_at = greatest(kept.last_received_at, excluded.last_received_at)
      """
  }
}

extension ReceivedWebhook {
  /// Whether its row is taken before another's: as PostgreSQL's collation "C" has it.
  fileprivate func precedes(_ other: ReceivedWebhook) -> Bool {
    source == other.source
      ? externalID.utf8.lexicographicallyPrecedes(other.externalID.utf8)
      : source.utf8.lexicographicallyPrecedes(other.source.utf8)
  }
}
