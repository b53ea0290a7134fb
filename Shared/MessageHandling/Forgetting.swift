public import PostgreSQLClient
public import Vocabulary

/// Rows of a service that are deleted when they are older than what it has to remember.
public struct Forgetting: Sendable {
  /// Deletes rows older than an instant, at most so many; its one row says how many they were.
  package let statement: @Sendable (_ limit: Timestamp, _ count: Int) -> Statement

  /// Rows that a statement deletes; it takes them by an index on their age, and passes over those in others' hands.
  public init(_ statement: @escaping @Sendable (_ limit: Timestamp, _ count: Int) -> Statement) {
    self.statement = statement
  }
}
