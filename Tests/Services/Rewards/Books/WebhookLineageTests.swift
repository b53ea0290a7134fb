import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsBooks
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("From a message of the books to the webhook that it was made from")
struct WebhookLineageTests {
  private func found(
    behind messages: [UUID], in database: ServiceDatabase
  ) async throws -> [String: LedgerWebhook] {
    try await database.pool.withTransaction { try await LedgerWebhook.find(behind: messages, in: $0) }
  }

  @Test("W5: where there are no webhooks nothing is said of them, and the transaction goes on")
  func without() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let id = MessageID.make().rawValue
      #expect(try await found(behind: [id], in: database).isEmpty)
      _ = try await database.query("create schema webhooks")
      let rows = try await database.pool.withTransaction { transaction in
        _ = try await LedgerWebhook.find(behind: [id], in: transaction)
        return try await transaction.query("select true from rewards.ledger_entries limit 1")
      }
      #expect(rows.count == 0)
    }
  }

  @Test("W5: each message that was made from one has its own, with whose clock it goes by")
  func with() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (message, other, delivery) = (MessageID.make(), MessageID.make(), DeliveryID.make())
      let at = try #require(Timestamp("2026-11-24T10:00:00Z"))
      _ = try await database.query("create schema webhooks")
      // As the service of webhooks makes it: Services/Webhooks/Migrations/0002_reported.sql.
      _ = try await database.query(
        """
        create table webhooks.reported (
          message_id uuid, delivery_id uuid, source text, external_id text, event text, received_at timestamptz,
          body_sha256 text, clock text, as_of timestamptz
        )
        """)
      _ = try await database.query(
        """
        insert into webhooks.reported
        values (
          \(message.rawValue), \(delivery.rawValue), 'greenhouse', 'e', null, \(at), '00ff', 'receipt', \(at)
        )
        """)
      let found = try await found(behind: [message.rawValue, other.rawValue], in: database)
      #expect(
        found == [
          message.description: LedgerWebhook(
            messageId: message.description, deliveryId: delivery.description, source: "greenhouse", externalId: "e",
            receivedAt: at, bodySHA256: "00ff", clock: .receipt, asOf: at)
        ])
    }
  }
}
