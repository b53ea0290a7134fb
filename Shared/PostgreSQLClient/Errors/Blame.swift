extension PostgreSQLError {
  /// Whose doing an error is: what becomes of the work depends on it.
  public enum Blame: Hashable, Sendable {
    /// The server, its schema, its rights or the way to it: all work that touches the same fails alike, until somebody
    /// repairs it or it passes. Never a message's fault.
    case server
    /// Another session that was faster: the same work, decided anew on the state as it is now, is likely to succeed.
    case contention
    /// What the statement was given: other work of the same batch may succeed, the same is likely to fail again.
    case statement
  }

  /// Whose doing it is, decided by code and SQLSTATE, never by text.
  public var blame: Blame {
    switch code {
    case .server(let state): SQLState.blame(state)
    case .transactionRolledBack: (cause as? PostgreSQLError)?.blame ?? .statement
    case .connectionFailed, .encryptionFailed, .authenticationFailed, .connectionLost, .responseTimedOut,
      .invalidConfiguration, .poolClosed, .cancelled:
      .server
    case .decoding, .invalidStatement, .transactionMisused: .statement
    }
  }
}

extension PostgreSQLTransactionError {
  /// Whose doing it is, where the database has a part in it; nil where the body threw an error of its own.
  public var blame: PostgreSQLError.Blame? { postgreSQLError?.blame }
}

extension SQLState {
  /// Classes that are about the server and what is in it, not about values.
  private static let serverClasses: Set<Substring> = [
    "08",  // no connection, or the protocol is broken
    "0A",  // not supported, as a cached plan whose result changed
    "26",  // a prepared statement is gone
    "28",  // the role is not let in
    "3D", "3F",  // no such database, no such schema
    "42",  // no such table, column or function; no right to it; the statement's text itself
    "53",  // out of disk, memory or connections
    "55",  // something is locked, in use or not in the state that is needed
    "57",  // cancelled, timed out, shutting down, starting up
    "58",  // the system under the server: files, I/O
    "F0",  // a broken configuration file
    "XX",  // a fault in the server, broken data or a broken index
  ]

  /// States of other classes that are the server's as well: read-only, and sessions ended for being idle or long.
  private static let serverStates: Set<String> = [readOnlyTransaction, "25P03", "25P04"]

  /// What only another session can have done; class 40 besides.
  private static let contentions: Set<String> = [
    uniqueViolation, exclusionViolation,
    "72000",  // the snapshot is too old
  ]

  /// Whose doing a state is.
  ///
  /// What no rule knows may be the data's fault: values (22), constraints (23), limits that a value passed (54), what a
  /// function or trigger raised (P0).
  package static func blame(_ state: String) -> PostgreSQLError.Blame {
    if contentions.contains(state) || state.hasPrefix("40") { return .contention }
    if serverStates.contains(state) || serverClasses.contains(state.prefix(2)) { return .server }
    return .statement
  }
}
