import FoundationEssentials
import PostgreSQLClient
import RewardsBooks

extension LedgerLineage {
  /// The lineage of an entry or of a transaction, with the messages and webhooks behind it; nil when the books have
  /// neither.
  ///
  /// Throws `PostgreSQLError`, `PostgreSQLTransactionError`, and an error where what was received cannot be read.
  package nonisolated(nonsending) static func find(
    _ id: UUID, withMessagesIn transaction: Transaction
  ) async throws -> LedgerLineage? {
    guard var lineage = try await find(id, in: transaction) else { return nil }
    let envelopes = try await ReceivedEnvelopes.find(handledAt: lineage.recordedAt, in: transaction)
    lineage.messages = envelopes.compactMapValues(LedgerMessage.init)
    lineage.webhooks = try await LedgerWebhook.find(behind: lineage.origins, in: transaction)
    return lineage
  }
}
