/// What went wrong between the platform and PostgreSQL.
///
/// `description` says what to do and holds neither bound values nor passwords; `serverMessage`, `detail` and `hint`
/// are the server's own words, which may hold data: never log them where personal data may not go.
public struct PostgreSQLError: Error, Sendable {
  /// The kinds of error.
  public enum Code: Hashable, Sendable {
    /// The configuration cannot be used, whatever the server.
    case invalidConfiguration
    /// No connection: wrong address, server away or not ready, unknown database, time over.
    case connectionFailed
    /// The connection cannot be encrypted as it has to be: an unknown authority, another name, a certificate whose time is
    /// over, a server without TLS or one that takes nothing in clear; the message says which.
    case encryptionFailed
    /// The server knows not the role, or not with this password.
    case authenticationFailed
    /// An open connection broke; what was under way may or may not have happened.
    case connectionLost
    /// The server was silent for longer than a round trip may take; the connection was given up, and what was under way
    /// may or may not have happened.
    case responseTimedOut
    /// The server refused a statement.
    case server(sqlState: String)
    /// A result does not have the form that was asked for.
    case decoding
    /// A statement that no server would take, as one with more than 65 535 values.
    case invalidStatement
    /// A transaction was used after its end, or another one is open on the connection.
    case transactionMisused
    /// The server answered COMMIT with ROLLBACK, since an earlier statement had failed.
    case transactionRolledBack
    /// The pool was closed.
    case poolClosed
    /// The task was cancelled while it waited for a connection.
    case cancelled
  }

  /// What kind of error it is.
  public let code: Code
  /// What happened and what to do; holds no data.
  public let message: String
  /// The server's SQLSTATE, where the server spoke.
  public internal(set) var sqlState: String?
  /// The constraint that was broken.
  public internal(set) var constraint: String?
  /// The table that it is about.
  public internal(set) var table: String?
  /// The server's primary message; may hold data.
  public internal(set) var serverMessage: String?
  /// The server's detail; may hold personal data.
  public internal(set) var detail: String?
  /// The server's hint.
  package internal(set) var hint: String?
  /// Which of the statements given to the call failed, from 0; nil for one that was enqueued before.
  package internal(set) var statementIndex: Int?
  /// The SQL text of the statement that failed, without its values.
  public internal(set) var sql: String?
  /// What lies under it, as the server's last words before a connection was lost.
  public internal(set) var cause: (any Error)?
  /// Whether the statements may have reached the server.
  var mayHaveReachedServer = false
  /// Whether the server closes the connection with it.
  var isFatal = false
  /// A prepared statement no longer fits its tables; it was forgotten, so that the next try prepares it anew.
  var isStalePlan = false

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension PostgreSQLError {
  /// Whether there is no working connection: a sign to pause rather than to count an attempt.
  public var isConnectionFailure: Bool {
    switch code {
    case .connectionFailed, .encryptionFailed, .authenticationFailed, .connectionLost, .responseTimedOut: true
    default: false
    }
  }

  /// Whether the same work, unchanged, may succeed later.
  public var isRetriable: Bool {
    if isConnectionFailure || isStalePlan { return true }
    if case .transactionRolledBack = code { return (cause as? PostgreSQLError)?.isRetriable ?? false }
    guard case .server(let state) = code else { return false }
    return SQLState.isTransient(state)
  }
}

extension PostgreSQLError: CustomStringConvertible {
  /// Code, place and what to do, in a line.
  public var description: String {
    var text = message
    if let statementIndex { text += "; statement \(statementIndex + 1)" }
    if let sql { text += "; in: \(Self.abridged(sql))" }
    if let cause { text += "; because: \(cause)" }
    return text
  }

  /// SQL in one line, cut to what tells statements apart.
  private static func abridged(_ sql: String) -> String {
    let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 160 ? line.prefix(160) + "…" : line
  }
}
