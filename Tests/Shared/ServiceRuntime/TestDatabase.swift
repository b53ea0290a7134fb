import Foundation
import Logging
import PostgreSQLClient
import TestStack
import Testing

/// A database of its own for one test.
struct TestDatabase: Sendable {
  let name: SQLIdentifier
  let url: String
  let pool: PostgreSQLPool

  /// Makes the database, runs the body, and drops the database whatever comes of it.
  static func with(_ body: (TestDatabase) async throws -> Void) async throws {
    let logger = Logger(label: "test", factory: QuietLog.init)
    let admin = try PostgreSQLConfiguration(url: try TestStack.adminDatabaseURL, applicationName: "coopt-tests")
    let server = PostgreSQLPool(admin, limit: 1, logger: logger)
    let name = SQLIdentifier("test_\(UUID().uuidString.lowercased().replacing("-", with: "_"))")!
    _ = try await server.execute(["create database \(identifier: name)"])
    var url = try #require(URLComponents(string: try TestStack.adminDatabaseURL))
    url.path = "/\(name.name)"
    let configuration = try PostgreSQLConfiguration(url: try #require(url.string), applicationName: "coopt-tests")
    let database = TestDatabase(
      name: name, url: try #require(url.string), pool: PostgreSQLPool(configuration, limit: 4, logger: logger))
    do {
      try await body(database)
    } catch {
      try await drop(database, on: server)
      throw error
    }
    try await drop(database, on: server)
  }

  private static func drop(_ database: TestDatabase, on server: PostgreSQLPool) async throws {
    await database.pool.close()
    _ = try await server.execute(["drop database \(identifier: database.name) with (force)"])
    await server.close()
  }
}
