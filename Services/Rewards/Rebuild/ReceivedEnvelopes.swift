import FoundationEssentials
public import Messages
public import PostgreSQLClient
import ServiceRuntime
public import Vocabulary

/// The envelopes of messages that rewards received: who sent each, and what caused it (W5).
public enum ReceivedEnvelopes {
  /// Those of all messages that were handled at some instants, by id; a transaction of the books is recorded at its
  /// message's.
  ///
  /// Throws `PostgreSQLError`, `PostgreSQLTransactionError`, and an error where a row is not what the service wrote.
  public nonisolated(nonsending) static func find(
    handledAt instants: [Timestamp], in transaction: Transaction
  ) async throws -> [String: EnvelopeHeader] {
    let rows = try await transaction.query(
      "select messages from rewards.received where received_at = any(\(instants))")
    var envelopes: [String: EnvelopeHeader] = [:]
    for packed in try rows.decode(Data.self) {
      for header in try ReceivedMessages.headers(packed) {
        if let id = header.id { envelopes[EnvelopeID(id).messageID.description] = header }
      }
    }
    return envelopes
  }
}
