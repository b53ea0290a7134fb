/// How a transaction is isolated from others, and whether it may write.
public struct TransactionMode: Hashable, Sendable {
  /// The isolation levels of PostgreSQL.
  public enum Isolation: Hashable, Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// All statements see what was committed before the first.
    case repeatableRead
  }

  /// The isolation level.
  let isolation: Isolation
  /// Whether the server refuses writes.
  let isReadOnly: Bool

  /// A mode of its own.
  public init(isolation: Isolation, isReadOnly: Bool = false) {
    self.isolation = isolation
    self.isReadOnly = isReadOnly
  }

  /// READ COMMITTED, read and write.
  public static let readCommitted = TransactionMode(isolation: .readCommitted)
  /// REPEATABLE READ, read and write.
  package static let repeatableRead = TransactionMode(isolation: .repeatableRead)

  var begin: Statement {
    let access: Statement = isReadOnly ? "read only" : "read write"
    return switch isolation {
    case .readCommitted: "begin isolation level read committed \(fragment: access)"
    case .repeatableRead: "begin isolation level repeatable read \(fragment: access)"
    }
  }
}
