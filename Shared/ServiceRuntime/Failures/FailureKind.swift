import PostgreSQLClient

/// What a failed batch calls for; decided by the error's kind, never by its text.
enum FailureKind: String {
  /// The database cannot be reached: wait for it, and burn no attempt.
  case databaseAway = "database-away"
  /// Somebody else was in the way (deadlock, serialization, a unique key taken meanwhile): the same again may succeed.
  case transient
  /// The same again will fail again.
  case permanent

  /// Conditions of the server that hit every message alike, and pass: going down or coming up, out of disk,
  /// memory or connections, read-only as a standby is.
  private static func isServerCondition(_ state: String) -> Bool {
    ["57P", "08", "53"].contains(where: state.hasPrefix) || ["25006", "58030"].contains(state)
  }

  init(_ error: any Error) {
    guard let error = error as? PostgreSQLError ?? (error as? PostgreSQLTransactionError)?.postgreSQLError else {
      self = .permanent
      return
    }
    if error.isConnectionFailure || error.sqlState.map(Self.isServerCondition) == true {
      self = .databaseAway
    } else if error.isRetriable || error.sqlState == "23505" {
      // A unique violation means that another process decided meanwhile on the same thing: decided anew, on the state
      // as it is now, the message gets its answer.
      self = .transient
    } else {
      self = .permanent
    }
  }
}
