/// Why migrations cannot be applied.
public struct MigrationError: Error, Sendable {
  /// The kinds of error.
  public enum Code: Hashable, Sendable {
    /// The migrations of this build are not numbered from 1 without gaps.
    case invalidList
    /// What the database has seen is not what this build would have applied.
    case historyDiffers
    /// A statement failed; the migration it belongs to was rolled back.
    case failed
  }

  /// What kind of error it is.
  public let code: Code
  /// What happened and what to do.
  public let message: String
  /// The database's error, where it is one.
  public let cause: (any Error)?

  init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// Whether trying again may help: no connection, or a lock that was not to be had in time.
  public var isRetriable: Bool {
    (cause as? PostgreSQLError)?.isRetriable ?? (cause as? PostgreSQLTransactionError)?.isRetriable ?? false
  }
}

extension MigrationError: CustomStringConvertible {
  /// What happened and what to do.
  public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
