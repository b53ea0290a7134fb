import Failures
import PostgreSQLClient

extension FailureKind {
  /// What kind of failure an error is.
  ///
  /// What is no error of the database comes from code that decides alike each time.
  package init(_ error: any Error) {
    let transaction = error as? PostgreSQLTransactionError
    if (transaction?.underlying ?? error) is any UnmetCondition {
      self = .everybodys
    } else if let error = error as? PostgreSQLError ?? transaction?.postgreSQLError {
      self.init(error)
    } else {
      self = .own
    }
  }

  private init(_ error: PostgreSQLError) {
    if error.isOutOfTime {
      self = .overtime
    } else {
      self =
        switch error.blame {
        case .server: .everybodys
        case .contention: .contention
        case .statement: .own
        }
    }
  }
}

extension PostgreSQLError {
  /// Whether a lock was not to be had in time, or a statement or transaction ran too long: the server's doing, or the work's.
  fileprivate var isOutOfTime: Bool {
    let root = (cause as? PostgreSQLError) ?? self
    return [SQLState.lockNotAvailable, SQLState.queryCanceled, "25P03"].contains(root.sqlState ?? sqlState ?? "")
  }
}
