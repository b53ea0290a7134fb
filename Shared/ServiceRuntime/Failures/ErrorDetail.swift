import Failures
import PostgreSQLClient

/// What operators may read of an error.
enum ErrorDetail {
  /// PostgreSQL's errors and unmet conditions are known to hold no data; of others only the kind is told.
  static func of(_ error: any Error) -> String {
    let transaction = error as? PostgreSQLTransactionError
    if let transaction, transaction.underlying is PostgreSQLError { return "\(transaction)" }
    if let error = error as? PostgreSQLError ?? transaction?.postgreSQLError { return "\(error)" }
    let underlying = transaction?.underlying ?? error
    return underlying is any UnmetCondition ? "\(underlying)" : "\(type(of: underlying))"
  }
}
