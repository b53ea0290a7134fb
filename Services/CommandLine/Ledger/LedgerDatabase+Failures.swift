package import Certificates
import PostgreSQLClient
import RewardsBooks

extension LedgerDatabase {
  /// Runs the body on the books at an address, in a transaction that sees them as they were at one moment.
  ///
  /// Throws what the body threw, but where the database has a part in it, a failure that says so.
  package static func read<Result: Sendable>(
    at url: String, plainText: PlainText, _ body: (Transaction) async throws -> Result
  ) async throws -> Result {
    do {
      return try await LedgerDatabase(url: url, plainText: plainText).reading(body)
    } catch let error as PostgreSQLError {
      throw CommandFailure(error)
    } catch let error as PostgreSQLTransactionError {
      throw error.postgreSQLError.map(CommandFailure.init) ?? error.underlying ?? error
    }
  }
}
