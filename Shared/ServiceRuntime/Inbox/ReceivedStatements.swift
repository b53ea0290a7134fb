import FoundationEssentials
import PostgreSQLClient
import Vocabulary

/// The statement that keeps what a service handled, on its schema.
struct ReceivedStatements: Sendable {
  let schema: SQLIdentifier
  /// The fields of messages' data that are not kept, by routing key.
  let without: [String: [String]]

  /// Keeps the messages of a batch in one row.
  ///
  /// It comes after what the batch decides has taken its locks: of two batches that meet in a lock, the one that decides
  /// first has the smaller number.
  func insert(_ messages: ReceivedMessages, at now: Timestamp) -> Statement {
    """
    insert into \(identifier: schema).received (received_at, message_count, messages)
    values (\(now), \(messages.count), \(messages.packed))
    """
  }
}
