import FoundationEssentials
import Messages
import PostgreSQLClient
import Vocabulary

/// A webhook that a message of the story was made from: where a hire was posted, and not published.
package struct LedgerWebhook: Hashable, Sendable, Encodable {
  /// The message that was made from it.
  package let messageId: String
  /// The webhook, by which `coopt webhooks show` knows it.
  package let deliveryId: String
  /// The source that it came to.
  package let source: String
  /// What the vendor calls the delivery.
  package let externalId: String
  /// The vendor's word for the event.
  package let event: String?
  /// When it was received first.
  package let receivedAt: Timestamp
  /// The SHA-256 of its body in hexadecimal.
  package let bodySHA256: String
  /// Whose clock says as of when the message speaks; nil where this version does not know it.
  package let clock: HookClock?
  /// As of when it speaks.
  package let asOf: Timestamp

  package init(
    messageId: String, deliveryId: String, source: String, externalId: String, event: String? = nil,
    receivedAt: Timestamp, bodySHA256: String, clock: HookClock?, asOf: Timestamp
  ) {
    self.messageId = messageId
    self.deliveryId = deliveryId
    self.source = source
    self.externalId = externalId
    self.event = event
    self.receivedAt = receivedAt
    self.bodySHA256 = bodySHA256
    self.clock = clock
    self.asOf = asOf
  }
}

extension LedgerWebhook {
  /// Those that some messages were made from, by the message; none where there is no service of webhooks, or where the login
  /// may not look.
  package static func find(
    behind messages: [UUID], in transaction: Transaction
  ) async throws(PostgreSQLError) -> [String: LedgerWebhook] {
    guard try await isReadable(in: transaction) else { return [:] }
    let rows = try await transaction.query(
      """
      select
        message_id, delivery_id, source, external_id, event, received_at, body_sha256, clock, as_of
      from webhooks.reported
      where message_id = any(\(messages))
      """)
    let found = try rows.decode(
      (UUID, UUID, String, String, String?, PostgreSQLTimestamp, String, String, PostgreSQLTimestamp).self)
    return found.reduce(into: [:]) { webhooks, row in
      webhooks[row.0.lowercased] = LedgerWebhook(
        messageId: row.0.lowercased, deliveryId: row.1.lowercased, source: row.2, externalId: row.3, event: row.4,
        receivedAt: Timestamp(microseconds: row.5.microsecondsSince1970),
        bodySHA256: row.6, clock: HookClock(rawValue: row.7),
        asOf: Timestamp(microseconds: row.8.microsecondsSince1970))
    }
  }

  /// Whether the view is there and may be read; asked of the catalogue, since an error would end the transaction.
  private static func isReadable(in transaction: Transaction) async throws(PostgreSQLError) -> Bool {
    let rows = try await transaction.query(
      """
      select true
      from pg_catalog.pg_class as relations
      join pg_catalog.pg_namespace as schemas on schemas.oid = relations.relnamespace
      where schemas.nspname = 'webhooks' and relations.relname = 'reported'
        and has_schema_privilege(schemas.oid, 'usage') and has_table_privilege(relations.oid, 'select')
      """)
    return try !rows.decode(Bool.self).isEmpty
  }
}
