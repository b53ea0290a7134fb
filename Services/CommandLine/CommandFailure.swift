import AMQPClient
import PostgreSQLClient

/// Why the program gives up: what to say on standard error, and how to exit.
package struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// How to exit.
  package let status: ExitStatus
  /// What to say; holds no password.
  package let description: String

  package init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}

extension CommandFailure {
  /// The broker's part in it.
  package init(_ error: AMQPError) {
    switch error.code {
    case .invalidConfiguration:
      self.init(.configuration, error.detail)
    default:
      self.init(.unavailable, "the broker: \(error)")
    }
  }

  /// The database's part in it.
  package init(_ error: PostgreSQLError) {
    switch error.code {
    case .invalidConfiguration:
      self.init(.configuration, error.message)
    case .server(SQLState.insufficientPrivilege):
      self.init(.unavailable, "the database: \(error.message); log in as a member of the role coopt_operators")
    case .server(SQLState.undefinedTable):
      self.init(.unavailable, "the database: \(error.message); run 'coopt-rewards migrate' first")
    default:
      self.init(error.isRetriable ? .unavailable : .failure, "the database: \(error.message)")
    }
  }
}
