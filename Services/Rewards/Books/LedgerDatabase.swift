package import Certificates
import Logging
import PostgreSQLClient

/// The books as operators see them: three views, read in one transaction that writes nothing.
package struct LedgerDatabase: Sendable {
  private let configuration: PostgreSQLConfiguration

  /// The books at an address; throws an error when it cannot be read.
  package init(url: String, plainText: PlainText = .onLoopback) throws(PostgreSQLError) {
    var configuration = try PostgreSQLConfiguration(url: url, applicationName: "coopt", plainText: plainText)
    // Whoever asks waits as long as it takes: all of the books may be many.
    configuration.statementTimeout = nil
    self.configuration = configuration
  }

  /// Runs the body in a transaction that sees the books as they were at one moment.
  ///
  /// Throws `PostgreSQLError` where there is no connection, else `PostgreSQLTransactionError`, which holds what the body
  /// threw.
  package func reading<Result: Sendable>(
    _ body: (Transaction) async throws -> Result
  ) async throws -> Result {
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let connection = try await PostgreSQLConnection.connect(configuration, logger: logger)
    let mode = TransactionMode(isolation: .repeatableRead, isReadOnly: true)
    let result = await Swift.Result { () async throws(PostgreSQLTransactionError) -> Result in
      try await connection.withTransaction(mode) { transaction in
        // Services plan for few rows and an index each; here whole views are added up.
        transaction.enqueue("set local enable_seqscan = on")
        return try await body(transaction)
      }
    }
    await connection.close()
    return try result.get()
  }
}

extension Result {
  fileprivate init(_ body: () async throws(Failure) -> Success) async {
    do throws(Failure) {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
