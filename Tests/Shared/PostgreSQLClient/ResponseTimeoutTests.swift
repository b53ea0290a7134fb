import PostgreSQLClient
import TestStack
import Testing

@Suite("Response timeout", .takingTurns, .timeLimit(.minutes(15)))
struct ResponseTimeoutTests {
  private func configuration(
    _ parameters: [String] = [], port: UInt16? = nil
  ) throws -> PostgreSQLConfiguration {
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let url = parts.url(["\(parts.host):\(port ?? parts.port)"], parameters)
    return try PostgreSQLConfiguration(url: url, applicationName: "tests")
  }

  @Test("a frozen server holds nobody: the connection is given up, and the pool opens another")
  func frozen() async throws {
    let relay = try Relay()
    let pool = PostgreSQLPool(
      try configuration(["response_timeout=1500ms"], port: relay.port), limit: 2, logger: TestDatabase.logger)
    try await relay.running {
      let before = try await pool.query("select pg_backend_pid()")[0].decode(Int.self)
      relay.freeze()
      let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
      #expect(error?.code == .responseTimedOut)
      #expect(error?.isConnectionFailure == true && error?.isRetriable == true)
      #expect(error?.blame == .server)
      #expect(pool.counts == PoolCounts())
      relay.thaw()
      #expect(try await pool.query("select pg_backend_pid()")[0].decode(Int.self) != before)
    }
    await pool.close()
  }

  @Test("of a frozen server's connections the pool tries one, not each after the other")
  func frozenIdle() async throws {
    let relay = try Relay()
    let pool = PostgreSQLPool(
      try configuration(["response_timeout=1500ms"], port: relay.port), limit: 4, logger: TestDatabase.logger)
    try await relay.running {
      try await pool.withConnection { _ in
        try await pool.withConnection { _ in
          try await pool.withConnection { _ = try await $0.query("select 1") }
        }
      }
      #expect(pool.counts.idle == 3)
      relay.freeze()
      let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
      #expect(error?.code == .responseTimedOut)
      #expect(pool.counts == PoolCounts())
      relay.thaw()
      #expect(try await pool.query("select 1")[0].decode(Int.self) == 1)
    }
    await pool.close()
  }

  @Test("nobody knows whether a transaction was committed whose COMMIT was not answered")
  func commit() async throws {
    let relay = try Relay()
    let pool = PostgreSQLPool(
      try configuration(["response_timeout=1500ms"], port: relay.port), limit: 1, logger: TestDatabase.logger)
    try await relay.running {
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await pool.withTransaction { transaction in
          try await transaction.query("select 1")
          relay.freeze()
        }
      }
      #expect(error?.commit?.code == .responseTimedOut)
      #expect(error?.isCommitOutcomeUnknown == true)
      #expect(error?.isConnectionFailure == true)
      let body = await #expect(throws: PostgreSQLTransactionError.self) {
        relay.thaw()
        try await pool.withTransaction { transaction in
          try await transaction.query("select 1")
          relay.freeze()
          try await transaction.query("select 2")
        }
      }
      #expect(body?.postgreSQLError?.code == .responseTimedOut)
      #expect(body?.isCommitOutcomeUnknown == false)
    }
    await pool.close()
  }

  @Test("an answer that takes long but keeps coming is waited for")
  func longAnswer() async throws {
    let connection = try await PostgreSQLConnection.connect(
      try configuration(["response_timeout=2s"]), logger: TestDatabase.logger)
    let rows = try await connection.query(
      "select repeat('x', 20000), pg_sleep(0.15)::text from generate_series(1, 20)")
    #expect(rows.count == 20)
    await connection.close()
  }

  @Test("a script that is not answered in time ends as well")
  func script() async throws {
    var configuration = try self.configuration()
    configuration.responseTimeout = .milliseconds(200)
    let schema = TestDatabase.uniqueSchema()
    var migrator = try Migrator(
      schema: schema, migrations: [Migration(number: 1, name: "step", sql: "select pg_sleep(20);")])
    migrator.statementTimeout = nil
    let impatient = migrator
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let error = await #expect(throws: MigrationError.self) { try await impatient.apply(on: connection) }
    #expect((error?.cause as? PostgreSQLError)?.code == .responseTimedOut)
    #expect(error?.isRetriable == true)
    #expect(!connection.isReusable)
    await connection.close()
  }

  @Test("the limit is that of the URL, else follows the one for statements")
  func limits() throws {
    #expect(try configuration().longestSilence == .seconds(45))
    var unlimited = try configuration()
    unlimited.statementTimeout = nil
    #expect(unlimited.longestSilence == nil)
    let texts: [(String, Duration?)] = [
      ("0", nil), ("7", .seconds(7)), ("45s", .seconds(45)), ("500ms", .milliseconds(500)), ("2min", .seconds(120)),
    ]
    for (text, expected) in texts {
      var configuration = try self.configuration(["response_timeout=\(text)"])
      configuration.statementTimeout = .seconds(1)
      #expect(configuration.longestSilence == expected, "\(text)")
    }
  }
}
