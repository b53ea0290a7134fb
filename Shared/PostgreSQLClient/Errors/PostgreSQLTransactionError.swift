/// Why a transaction did not come to its end, its steps kept apart.
public struct PostgreSQLTransactionError: Error, Sendable {
  /// Why it could not begin, where that is so; also when no connection was to be had.
  public internal(set) var begin: PostgreSQLError?
  /// What the body threw: a statement's error or a refusal of its own.
  public internal(set) var body: (any Error)?
  /// Why it could not be committed.
  public internal(set) var commit: PostgreSQLError?
  /// Why it could not be rolled back; the connection is then given up, and with it the transaction.
  package internal(set) var rollback: PostgreSQLError?
  /// Whether nobody knows if the transaction was committed: the connection was lost after COMMIT was sent.
  public internal(set) var isCommitOutcomeUnknown = false

  init(begin: PostgreSQLError? = nil, body: (any Error)? = nil, commit: PostgreSQLError? = nil) {
    self.begin = begin
    self.body = body
    self.commit = commit
  }

  /// The error that ended it: of the body, else of beginning, else of the commit.
  public var underlying: (any Error)? { body ?? begin ?? commit }

  /// The database's part in it, where it has one.
  public var postgreSQLError: PostgreSQLError? {
    begin ?? commit ?? body as? PostgreSQLError ?? (body as? PostgreSQLTransactionError)?.postgreSQLError
  }

  /// Whether the same work, unchanged, may succeed later.
  public var isRetriable: Bool { postgreSQLError?.isRetriable ?? false }

  /// Whether there is no working connection: a sign to pause rather than to count an attempt.
  public var isConnectionFailure: Bool { postgreSQLError?.isConnectionFailure ?? false }
}

extension PostgreSQLTransactionError: CustomStringConvertible {
  /// The steps that failed, in order.
  public var description: String {
    var parts: [String] = []
    if let begin { parts.append("the transaction did not begin: \(begin)") }
    if let body, begin == nil { parts.append("the transaction was rolled back: \(body)") }
    if let commit { parts.append("the transaction was not committed: \(commit)") }
    if isCommitOutcomeUnknown { parts.append("it may have been committed all the same, check before repeating") }
    if let rollback { parts.append("rolling back failed, the connection was given up: \(rollback)") }
    return parts.joined(separator: "; ")
  }
}
