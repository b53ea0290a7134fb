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
    let name = SQLIdentifier("test_\(UUID().uuidString.lowercased().replacing("-", with: "_"))")!
    try await onServer { try await $0.query("create database \(identifier: name)") }
    var url = try #require(URLComponents(string: try TestStack.adminDatabaseURL))
    url.path = "/\(name.name)"
    let configuration = try PostgreSQLConfiguration(url: try #require(url.string), applicationName: "coopt-tests")
    let pool = PostgreSQLPool(configuration, limit: 8, logger: QuietLog.logger)
    do {
      try await body(TestDatabase(name: name, url: try #require(url.string), pool: pool))
    } catch {
      try await drop(name, pool)
      throw error
    }
    try await drop(name, pool)
  }

  private static func drop(_ name: SQLIdentifier, _ pool: PostgreSQLPool) async throws {
    await pool.close()
    try await onServer { try await $0.query("drop database \(identifier: name) with (force)") }
  }

  /// Lends a connection to the server's own database.
  @discardableResult
  static func onServer<Result>(_ body: (PostgreSQLConnection) async throws -> Result) async throws -> Result {
    let admin = try PostgreSQLConfiguration(url: try TestStack.adminDatabaseURL, applicationName: "coopt-tests")
    let connection = try await PostgreSQLConnection.connect(
      admin, logger: QuietLog.logger)
    do {
      let result = try await body(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }
}
