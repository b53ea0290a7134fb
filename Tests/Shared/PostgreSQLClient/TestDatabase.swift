import FoundationEssentials
import Logging
import PostgreSQLClient
import TestStack

/// Connections to the test server, and schemas that live for one test.
enum TestDatabase {
  static let logger = Logger(label: "postgresql-client-tests")

  static func configuration(_ applicationName: String = "postgresql-client-tests") throws -> PostgreSQLConfiguration {
    try PostgreSQLConfiguration(url: TestStack.adminDatabaseURL, applicationName: applicationName)
  }

  static func connect() async throws -> PostgreSQLConnection {
    try await PostgreSQLConnection.connect(configuration(), logger: logger)
  }

  static func pool(limit: Int) throws -> PostgreSQLPool {
    PostgreSQLPool(try configuration(), limit: limit, logger: logger)
  }

  /// A schema name that no other test uses.
  static func uniqueSchema() -> SQLIdentifier {
    let suffix = UUID().uuidString.lowercased().filter { $0 != "-" }
    return SQLIdentifier("test_\(suffix)")!
  }

  /// Gives a connection to a body and closes it afterwards.
  static func withConnection<Result>(_ body: (PostgreSQLConnection) async throws -> Result) async throws -> Result {
    let connection = try await connect()
    do {
      let result = try await body(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Gives a connection whose search path is a fresh schema to a body; drops the schema afterwards.
  static func withSchema<Result>(
    _ body: (PostgreSQLConnection, SQLIdentifier) async throws -> Result
  ) async throws -> Result {
    let schema = uniqueSchema()
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(
        try await withConnection { connection in
          try await connection.query("create schema \(identifier: schema)")
          try await use(schema, on: connection)
          return try await body(connection, schema)
        })
    } catch {
      result = .failure(error)
    }
    _ = try await withConnection { try await $0.query("drop schema if exists \(identifier: schema) cascade") }
    return try result.get()
  }

  static func use(_ schema: SQLIdentifier, on connection: PostgreSQLConnection) async throws {
    try await connection.query("select set_config('search_path', \(schema.name), false)")
  }

  /// Ends a server process and waits until it is gone.
  static func terminate(_ processID: Int) async throws {
    _ = try await withConnection { try await $0.query("select pg_terminate_backend(\(Int32(processID)), 5000)") }
  }

  /// Returns once a server process waits for a lock.
  static func waitUntilBlocked(_ processID: Int, on connection: PostgreSQLConnection) async throws {
    let isBlocked: Statement =
      "select exists (select from pg_locks where pid = \(Int32(processID)) and not granted)"
    while try await !connection.query(isBlocked)[0].decode(Bool.self) {
      await Task.yield()
    }
  }
}
