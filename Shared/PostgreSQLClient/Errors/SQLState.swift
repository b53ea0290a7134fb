/// The SQLSTATE codes that the platform acts on (PostgreSQL, Appendix A).
public enum SQLState {
  /// A row breaks a UNIQUE constraint or primary key.
  public static let uniqueViolation = "23505"
  /// A row breaks a CHECK constraint.
  public static let checkViolation = "23514"
  /// A row excludes one that is there, as two periods that overlap.
  package static let exclusionViolation = "23P01"
  /// Concurrent transactions cannot be put in an order.
  package static let serializationFailure = "40001"
  /// Transactions waited for each other.
  package static let deadlockDetected = "40P01"
  /// A lock was not to be had in time.
  package static let lockNotAvailable = "55P03"
  /// A statement ran too long or was cancelled.
  package static let queryCanceled = "57014"
  /// The role may not do that.
  public static let insufficientPrivilege = "42501"
  /// Some table is not there.
  public static let undefinedTable = "42P01"
  /// A prepared statement is not known (any more).
  static let invalidStatementName = "26000"
  /// The session or its transaction takes no writes, as on a standby.
  package static let readOnlyTransaction = "25006"
  /// Among others: a cached plan no longer fits the table.
  static let featureNotSupported = "0A000"

  /// States after which the very same work may succeed.
  private static let transient: Set<String> = [
    serializationFailure, deadlockDetected, lockNotAvailable, queryCanceled, invalidStatementName,
    readOnlyTransaction,
    "25P03", "25P04",  // a transaction lay idle, or took longer than the server lets it
    "42P05",  // a prepared statement of that name is there, behind a pooler: the next try takes another name
    "55006",  // object in use
    "57P01", "57P02", "57P03", "57P04", "57P05",  // shutdown, crash, not yet up, database dropped, idle timeout
    "58030",  // I/O error
  ]

  /// Whether the same work may succeed later; classes 08 (connection) and 53 (resources) are transient as a whole.
  static func isTransient(_ state: String) -> Bool {
    transient.contains(state) || state.hasPrefix("08") || state.hasPrefix("53")
  }
}
