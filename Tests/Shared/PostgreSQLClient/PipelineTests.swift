import FoundationEssentials
import PostgreSQLClient
import TestStack
import Testing

@Suite("Pipeline", .takingTurns, .timeLimit(.minutes(15)))
struct PipelineTests {
  @Test("a thousand statements go in one round trip, their results come in order")
  func manyStatements() async throws {
    try await TestDatabase.withConnection { connection in
      let statements: [Statement] = (0..<1000).map { "select \($0)" }
      let results = try await connection.execute(statements)
      #expect(try results.map { try $0[0].decode(Int.self) } == Array(0..<1000))
      #expect(try await connection.execute([]).isEmpty)
    }
  }

  @Test("large values go both ways at once without a stall")
  func largeValues() async throws {
    try await TestDatabase.withConnection { connection in
      let large = [UInt8](repeating: 42, count: 8 << 20)
      let results = try await connection.execute(Array(repeating: "select \(large)", count: 6))
      #expect(results.count == 6)
      for result in results {
        #expect(try result[0].decode([UInt8].self) == large)
      }
    }
  }

  @Test("an error undoes the round trip, says which statement, and leaves the connection usable")
  func errorInTheMiddle() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.query("create table items (id int8 constraint items_key primary key)")
      let insert = { (id: Int) -> Statement in "insert into items (id) values (\(id))" }
      let error = try #require(
        await #expect(throws: PostgreSQLError.self) {
          try await connection.execute([insert(1), insert(2), insert(1), insert(3), "select count(*) from items"])
        })
      #expect(error.code == .server(sqlState: SQLState.uniqueViolation))
      #expect(error.constraint == "items_key")
      #expect(error.constraint == "items_key")
      #expect(error.statementIndex == 2)
      #expect(error.table == "items")
      #expect(!error.isRetriable)
      #expect(try await connection.query("select count(*) from items")[0].decode(Int.self) == 0)
      #expect(connection.isReusable)
    }
  }

  @Test("an error's description holds no data, its detail does")
  func descriptionWithoutData() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.query("create table people (email text constraint people_email_key unique)")
      let insert: Statement = "insert into people (email) values (\("ada@example.org"))"
      try await connection.query(insert)
      let duplicate = await #expect(throws: PostgreSQLError.self) { try await connection.query(insert) }
      #expect(duplicate?.description.contains("ada@example.org") == false)
      #expect(duplicate?.description.contains("people_email_key") == true)
      #expect(duplicate?.detail?.contains("ada@example.org") == true)
      let malformed = await #expect(throws: PostgreSQLError.self) {
        try await connection.query("select (\("ada@example.org"))::int8")
      }
      #expect(malformed?.description.contains("ada@example.org") == false)
      #expect(malformed?.serverMessage?.contains("ada@example.org") == true)
    }
  }

  @Test("a statement that cannot be prepared is not taken for prepared")
  func failedPreparation() async throws {
    try await TestDatabase.withSchema { connection, _ in
      let select: Statement = "select id from items"
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(select) }
      #expect(error?.sqlState == SQLState.undefinedTable)
      let aborted: Statement = "select 1 + 1"
      await #expect(throws: PostgreSQLError.self) { try await connection.execute([select, aborted]) }
      try await connection.query("create table items (id int8)")
      #expect(try await connection.query(select).isEmpty)
      #expect(try await connection.query(aborted)[0].decode(Int.self) == 2)
    }
  }

  @Test("the same text with other types is another statement")
  func typesMatter() async throws {
    try await TestDatabase.withConnection { connection in
      let statements: [Statement] = [
        "select pg_typeof(\(1))::text", "select pg_typeof(\("1"))::text", "select pg_typeof(\(true))::text",
      ]
      let results = try await connection.execute(statements)
      #expect(try results.map { try $0[0].decode(String.self) } == ["bigint", "text", "boolean"])
    }
  }

  @Test("prepared statements are bounded, the longest unused goes first")
  func eviction() async throws {
    var configuration = try TestDatabase.configuration()
    configuration.preparedStatementLimit = 4
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let texts: [Statement] = [
      "select 1", "select 2", "select 3", "select 4", "select 5", "select 6", "select 7", "select 8",
    ]
    for _ in 0..<3 {
      let results = try await connection.execute(texts)
      #expect(try results.map { try $0[0].decode(Int.self) } == Array(1...8))
    }
    #expect(await connection.preparedStatementCount == 4)
    let held = try await connection.query("select count(*) from pg_prepared_statements")[0].decode(Int.self)
    #expect(held == 4)
    await connection.close()
  }

  @Test("evicting inside a failed transaction waits, so that the rollback gets through")
  func evictionInFailedTransaction() async throws {
    var configuration = try TestDatabase.configuration()
    configuration.preparedStatementLimit = 1
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let error = await #expect(throws: PostgreSQLTransactionError.self) {
      try await connection.withTransaction { try await $0.query("select 1 / 0") }
    }
    #expect(error?.rollback == nil)
    #expect(connection.isReusable)
    #expect(try await connection.query("select 2")[0].decode(Int.self) == 2)
    let held = try await connection.query("select count(*) from pg_prepared_statements")[0].decode(Int.self)
    #expect(held == 1)
    await connection.close()
  }

  @Test("a plan that no longer fits its table is forgotten, so that repeating helps")
  func stalePlan() async throws {
    try await TestDatabase.withSchema { connection, schema in
      try await connection.query("create table items (id int8)")
      let select: Statement = "select * from items"
      try await connection.query(select)
      try await TestDatabase.withConnection { other in
        try await TestDatabase.use(schema, on: other)
        try await other.query("alter table items add column name text")
      }
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(select) }
      #expect(error?.isRetriable == true)
      #expect(try await connection.query(select).columnNames == ["id", "name"])
      try await connection.query("discard all")
      let forgotten = await #expect(throws: PostgreSQLError.self) { try await connection.query("discard all") }
      #expect(forgotten?.isRetriable == true)
      try await connection.query("discard all")
    }
  }

  @Test("COPY from or to the client is refused and hangs nobody")
  func copy() async throws {
    try await TestDatabase.withSchema { connection, schema in
      try await connection.query("create table items (id int8)")
      for statement in ["copy items from stdin", "copy items to stdout"] as [Statement] {
        let other = try await TestDatabase.connect()
        try await TestDatabase.use(schema, on: other)
        let error = await #expect(throws: PostgreSQLError.self) {
          try await other.execute(["select 1", statement, "select 2"])
        }
        #expect(error?.isRetriable == false)
        await other.close()
      }
    }
  }

  @Test("too many values are refused before anything is sent")
  func tooManyValues() async throws {
    try await TestDatabase.withConnection { connection in
      var many: Statement = "select \(0)"
      for _ in 0..<65_535 { many.bind(0) }
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(many) }
      #expect(error?.code == .invalidStatement)
      #expect(connection.isReusable)
    }
  }

  @Test("statements of several tasks take turns")
  func concurrentTasks() async throws {
    try await TestDatabase.withConnection { connection in
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<100 {
          group.addTask { try await connection.query("select \(number)")[0].decode(Int.self) }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 4950)
    }
  }

  @Test("a statement that runs too long is cancelled by the server, and may be repeated")
  func statementTimeout() async throws {
    var configuration = try TestDatabase.configuration()
    configuration.statementTimeout = .milliseconds(20)
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("select pg_sleep(30)") }
    #expect(error?.sqlState == SQLState.queryCanceled)
    #expect(error?.isRetriable == true)
    #expect(connection.isReusable)
    await connection.close()
  }

  @Test("a connection whose server process ends is noticed while idle, and loses no word on why")
  func endedWhileIdle() async throws {
    let connection = try await TestDatabase.connect()
    try await TestDatabase.terminate(try #require(await connection.processID))
    while connection.isReusable { await Task.yield() }
    let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("select 1") }
    #expect(error?.code == .connectionLost)
    #expect(error?.isConnectionFailure == true)
    await connection.close()
    let closed = await #expect(throws: PostgreSQLError.self) { try await connection.query("select 1") }
    #expect(closed?.code == .connectionLost)
  }

  @Test("a connection lost inside a pipeline ends it with the server's last words")
  func lostInPipeline() async throws {
    try await TestDatabase.withConnection { other in
      try await other.query("select pg_advisory_lock(727001)")
      let connection = try await TestDatabase.connect()
      let processID = try #require(await connection.processID)
      async let outcome = connection.execute([
        "select 1", "select pg_advisory_xact_lock(727001)", "select 2",
      ])
      try await TestDatabase.waitUntilBlocked(processID, on: other)
      try await TestDatabase.terminate(processID)
      do {
        _ = try await outcome
        Issue.record("the pipeline survived its connection")
      } catch let error as PostgreSQLError {
        #expect(error.code == .connectionLost)
        #expect(error.isRetriable)
        #expect(error.sqlState == "57P01")
      }
      await connection.close()
    }
  }
}
