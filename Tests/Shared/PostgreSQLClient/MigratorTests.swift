import PostgreSQLClient
import TestStack
import Testing

@Suite("Migrator", .takingTurns, .timeLimit(.minutes(15)))
struct MigratorTests {
  private static let first = "create table items (id int8 primary key);\ncreate index on items ((id % 2));\n"
  private static let second = "-- a comment; with a semicolon\ninsert into items values (1);"

  private func migrator(_ schema: SQLIdentifier, _ scripts: [String]) throws -> Migrator {
    try Migrator(
      schema: schema,
      migrations: scripts.enumerated().map { index, script in
        Migration(number: index + 1, name: "step", sql: qualified(script, schema))
      })
  }

  private func qualified(_ script: String, _ schema: SQLIdentifier) -> String {
    script.split(separator: "items", omittingEmptySubsequences: false).joined(separator: "\(schema.name).items")
  }

  /// A schema that does not exist yet; dropped afterwards.
  private func withoutSchema(_ body: (PostgreSQLConnection, SQLIdentifier) async throws -> Void) async throws {
    try await TestDatabase.withSchema { connection, schema in
      try await connection.query("drop schema \(identifier: schema)")
      try await body(connection, schema)
    }
  }

  @Test("what is missing is applied once, in order, and written down with its checksum")
  func appliesOnce() async throws {
    try await withoutSchema { connection, schema in
      let migrator = try migrator(schema, [Self.first, Self.second])
      #expect(try await migrator.pending(on: connection).map(\.number) == [1, 2])
      #expect(try await migrator.apply(on: connection).map(\.name) == ["step", "step"])
      #expect(try await migrator.apply(on: connection).isEmpty)
      #expect(try await migrator.pending(on: connection).isEmpty)
      let history = try await connection.query(
        "select number, name, length(checksum), applied_at <= now() from schema_migrations order by number")
      #expect(try history[1].decode((Int, String, Int, Bool).self) == (2, "step", 64, true))
      #expect(try await connection.query("select id from items").decode(Int.self) == [1])
    }
  }

  @Test("two processes that migrate at once apply each migration once")
  func concurrent() async throws {
    try await withoutSchema { connection, schema in
      let migrator = try migrator(schema, [Self.first, Self.second, "insert into items values (2);"])
      let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await TestDatabase.withConnection { try await migrator.apply(on: $0).map(\.number) }
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied.sorted() == [1, 2, 3])
      #expect(try await connection.query("select id from items order by id").decode(Int.self) == [1, 2])
    }
  }

  @Test("a migration that was changed after it was applied is refused")
  func changed() async throws {
    try await withoutSchema { connection, schema in
      try await migrator(schema, [Self.first]).apply(on: connection)
      let changed = try migrator(schema, [Self.first + " ", Self.second])
      for attempt in 0..<2 {
        let error = await #expect(throws: MigrationError.self) {
          if attempt == 0 { try await changed.apply(on: connection) }
          _ = try await changed.pending(on: connection)
        }
        #expect(error?.code == .historyDiffers)
        #expect(error?.description.contains("1 (step) was changed") == true)
      }
      #expect(connection.isReusable)
    }
  }

  @Test("a newer version's migrations do not stop an older one")
  func older() async throws {
    try await withoutSchema { connection, schema in
      try await migrator(schema, [Self.first, Self.second]).apply(on: connection)
      #expect(try await migrator(schema, [Self.first]).pending(on: connection).isEmpty)
    }
  }

  @Test("a migration that fails is rolled back whole, those before it stay")
  func failing() async throws {
    try await withoutSchema { connection, schema in
      let broken = try migrator(schema, [Self.first, Self.second, "insert into items values (2); select 1 / 0;"])
      let error = await #expect(throws: MigrationError.self) { try await broken.apply(on: connection) }
      #expect(error?.code == .failed)
      #expect(error?.description.contains("3 (step)") == true)
      #expect((error?.cause as? PostgreSQLError)?.sqlState == "22012")
      #expect(try await broken.pending(on: connection).map(\.number) == [3])
      #expect(try await connection.query("select id from items").decode(Int.self) == [1])
    }
  }

  @Test("a migration must not end the transaction that it runs in")
  func endsTransaction() async throws {
    try await withoutSchema { connection, schema in
      let error = await #expect(throws: MigrationError.self) {
        try await migrator(schema, ["create table items (id int8); commit;"]).apply(on: connection)
      }
      #expect((error?.cause as? PostgreSQLError)?.code == .transactionMisused)
      #expect(connection.isReusable)
    }
  }

  @Test("a connection lost inside a migration is told as such, and the migration may be tried again")
  func lost() async throws {
    try await withoutSchema { connection, schema in
      let migrator = try migrator(schema, ["select 1; select pg_terminate_backend(pg_backend_pid()); select 2;"])
      try await TestDatabase.withConnection { other in
        let error = await #expect(throws: MigrationError.self) { try await migrator.apply(on: other) }
        #expect((error?.cause as? PostgreSQLError)?.code == .connectionLost)
        #expect(error?.isRetriable == true)
      }
      try await connection.query("create schema \(identifier: schema)")
    }
  }

  @Test("who waits too long for another migrator is told so, and may try again")
  func lockedOut() async throws {
    try await withoutSchema { connection, schema in
      var migrator = try migrator(schema, [Self.first])
      try await migrator.apply(on: connection)
      migrator.patience = .milliseconds(10)
      let impatient = migrator
      try await TestDatabase.withConnection { other in
        try await other.query(
          "select pg_advisory_lock(hashtextextended(\("schema_migrations of \(schema.name)"), 0))")
        let error = await #expect(throws: MigrationError.self) { try await impatient.apply(on: connection) }
        #expect(error?.isRetriable == true)
      }
    }
  }

  @Test("a migration may run for longer than a statement of the service, and waits as briefly for locks")
  func longMigration() async throws {
    try await withoutSchema { connection, schema in
      var configuration = try TestDatabase.configuration()
      configuration.statementTimeout = .milliseconds(300)
      configuration.responseTimeout = .seconds(1)
      let impatient = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
      let slow = """
        create table items as select current_setting('lock_timeout') as value, 1 as id from pg_sleep(0.6);
        insert into items select current_setting('statement_timeout'), 2 from pg_sleep(0.6);
        """
      #expect(try await migrator(schema, [slow]).apply(on: impatient).map(\.number) == [1])
      let values = try await connection.query("select value from items order by id").decode(String.self)
      #expect(values == ["5s", "10min"])
      // What the migrator asked for ended with its transaction.
      #expect(try await impatient.query("show statement_timeout")[0].decode(String.self) == "300ms")
      await impatient.close()
    }
  }

  @Test("who waits for another migrator waits for as long as it was told, not as a statement of the service does")
  func longWait() async throws {
    try await withoutSchema { connection, schema in
      var configuration = try TestDatabase.configuration()
      configuration.statementTimeout = .milliseconds(300)
      configuration.responseTimeout = .milliseconds(500)
      let waiting = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
      let migrator = try migrator(schema, [Self.first])
      let lock: Statement = "hashtextextended(\("schema_migrations of \(schema.name)"), 0)"
      try await connection.query("select pg_advisory_lock(\(fragment: lock))")
      let processID = try #require(await waiting.processID)
      async let applied = migrator.apply(on: waiting)
      try await TestDatabase.waitUntilBlocked(processID, on: connection)
      try await connection.query("select pg_advisory_unlock(\(fragment: lock)) from pg_sleep(0.6)")
      #expect(try await applied.map(\.number) == [1])
      await waiting.close()
    }
  }

  @Test("migrations are numbered from 1 without gaps, in whatever order they are listed")
  func lists() throws {
    let schema = TestDatabase.uniqueSchema()
    func migrations(_ numbers: [Int]) -> [Migration] {
      numbers.map { Migration(number: $0, name: "step", sql: "select 1") }
    }
    for numbers in [[2], [1, 1], [1, 3], [0, 1], [-1]] {
      let error = #expect(throws: MigrationError.self, "\(numbers)") {
        try Migrator(schema: schema, migrations: migrations(numbers))
      }
      #expect(error?.code == .invalidList)
    }
    _ = try Migrator(schema: schema, migrations: migrations([3, 1, 2]))
  }
}
