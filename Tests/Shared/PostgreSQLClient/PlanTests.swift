import PostgreSQLClient
import TestStack
import Testing

/// What becomes of prepared statements when a migration changes tables beside a running process.
@Suite("Plans", .takingTurns, .timeLimit(.minutes(15)))
struct PlanTests {
  private static let selects: [Statement] = [
    "select * from items", "select * from items where id = 1", "select * from items order by id",
    "select items from items",
  ]

  private func withItems(_ body: (PostgreSQLConnection, SQLIdentifier) async throws -> Void) async throws {
    try await TestDatabase.withSchema { connection, schema in
      try await connection.query("create table items (id int8)")
      try await body(connection, schema)
    }
  }

  private func migrate(_ schema: SQLIdentifier, _ step: Int) async throws {
    try await TestDatabase.withConnection { other in
      try await TestDatabase.use(schema, on: other)
      try await other.query("alter table items add column \(identifier: SQLIdentifier("column_\(step)")!) text")
    }
  }

  @Test("a changed table fails one statement of a connection, not each of its statements")
  func once() async throws {
    var generator = SeededGenerator(seed: 3)
    try await withItems { connection, schema in
      for step in 0..<5 {
        try await connection.execute(Self.selects)
        try await migrate(schema, step)
        let order = Self.selects.dropLast().shuffled(using: &generator)
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(order[0]) }
        #expect(error?.isRetriable == true)
        #expect(error?.blame == .server)
        for statement in order { #expect(try await connection.query(statement).columnNames.count == step + 2) }
        let held = try await connection.query("select count(*) from pg_prepared_statements")[0].decode(Int.self)
        #expect(held <= (await connection.preparedStatementCount))
      }
    }
  }

  @Test("a transaction that met a changed table is rolled back, and repeating it at once succeeds")
  func inTransaction() async throws {
    try await withItems { connection, schema in
      func work() async throws -> [Int] {
        try await connection.withTransaction { transaction in
          transaction.enqueue("insert into items (id) values (1)")
          return try await transaction.query(Self.selects).map(\.columnNames.count)
        }
      }
      #expect(try await work() == [1, 1, 1, 1])
      try await migrate(schema, 0)
      let error = await #expect(throws: PostgreSQLTransactionError.self) { try await work() }
      #expect(error?.isRetriable == true)
      #expect(error?.blame == .server)
      #expect(error?.rollback == nil)
      #expect(try await work() == [2, 2, 2, 1])
      #expect(try await work() == [2, 2, 2, 1])
    }
  }

  @Test("a name that is taken on the server, as behind a pooler, is left for another")
  func takenName() async throws {
    try await TestDatabase.withConnection { connection in
      // The names that this connection would use next.
      try await connection.execute(["prepare s3 as select 0", "select 1"])
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("select 2") }
      #expect(error?.sqlState == "42P05")
      #expect(error?.isRetriable == true)
      #expect(error?.blame == .server)
      #expect(try await connection.query("select 2")[0].decode(Int.self) == 2)
    }
  }

  @Test("a pool learns of a changed table once, not once for each of its connections")
  func pool() async throws {
    try await withItems { _, schema in
      let pool = try TestDatabase.pool(limit: 3)
      func onAll(_ body: @escaping (PostgreSQLConnection) async throws -> Void) async throws {
        try await pool.withConnection { first in
          try await pool.withConnection { second in
            try await pool.withConnection { third in
              for connection in [first, second, third] { try await body(connection) }
            }
          }
        }
      }
      try await onAll { connection in
        try await TestDatabase.use(schema, on: connection)
        try await connection.execute(Self.selects)
      }
      try await migrate(schema, 0)
      var failures = 0
      try await onAll { connection in
        do {
          try await connection.execute(Self.selects)
        } catch {
          failures += 1
          try await connection.execute(Self.selects)
        }
      }
      #expect(failures == 1)
      await pool.close()
    }
  }
}
