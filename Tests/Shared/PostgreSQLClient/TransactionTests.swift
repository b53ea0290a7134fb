import PostgreSQLClient
import TestStack
import Testing

@Suite("Transaction", .takingTurns, .timeLimit(.minutes(15)))
struct TransactionTests {
  private struct Refusal: Error {}

  /// A schema with a table `items`, whose key is checked when a transaction commits.
  private func withItems(_ body: (PostgreSQLConnection, SQLIdentifier) async throws -> Void) async throws {
    try await TestDatabase.withSchema { connection, schema in
      try await connection.execute([
        "create table items (id int8 constraint items_key primary key deferrable initially deferred, note text)"
      ])
      try await body(connection, schema)
    }
  }

  private func expectItems(
    _ ids: [Int], _ connection: PostgreSQLConnection, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await connection.query("select id from items order by id").decode(Int.self)
    #expect(found == ids, sourceLocation: sourceLocation)
  }

  @Test("what the body did is committed when it returns")
  func commits() async throws {
    try await withItems { connection, _ in
      let count = try await connection.withTransaction { transaction in
        try await transaction.query("insert into items (id) values (\(1))")
        return try await transaction.query("select count(*) from items")[0].decode(Int.self)
      }
      #expect(count == 1)
      try await expectItems([1], connection)
      #expect(connection.isReusable)
    }
  }

  @Test("what the body did is rolled back when it throws, and its error is kept")
  func rollsBack() async throws {
    try await withItems { connection, _ in
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { transaction in
          try await transaction.query("insert into items (id) values (1)")
          transaction.enqueue("insert into items (id) values (2)")
          throw Refusal()
        }
      }
      #expect(error?.body is Refusal)
      #expect(error?.begin == nil && error?.commit == nil && error?.rollback == nil)
      #expect(error?.isRetriable == false)
      try await expectItems([], connection)
    }
  }

  @Test("enqueued statements go before what comes next, in order, and with the commit")
  func enqueues() async throws {
    try await withItems { connection, _ in
      try await connection.withTransaction { transaction in
        transaction.enqueue("insert into items (id) values (1)")
        transaction.enqueue(["update items set note = 'a'", "update items set note = note || 'b'"])
        let results = try await transaction.query(["select note from items", "select count(*) from items"])
        #expect(results.count == 2)
        #expect(try results[0][0].decode(String.self) == "ab")
        transaction.enqueue("insert into items (id) values (2)")
      }
      try await expectItems([1, 2], connection)
    }
  }

  @Test("a body that only enqueues costs one round trip, one that does nothing none")
  func roundTrips() async throws {
    try await withItems { connection, _ in
      try await connection.withTransaction { $0.enqueue("insert into items (id) values (1)") }
      try await expectItems([1], connection)
      await connection.close()
      try await connection.withTransaction { _ in }
    }
  }

  @Test("a statement's error counts from the first of its call; an enqueued one has no index")
  func errorIndex() async throws {
    try await withItems { connection, _ in
      let called = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { transaction in
          transaction.enqueue("select 1")
          try await transaction.query(["select 2", "select 1 / 0"])
        }
      }
      #expect(called?.postgreSQLError?.statementIndex == 1)
      #expect(called?.postgreSQLError?.sql == "select 1 / 0")
      let enqueued = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { $0.enqueue(["select 1 / 0", "select 2"]) }
      }
      #expect(enqueued?.commit?.sqlState == "22012")
      #expect(enqueued?.commit?.statementIndex == nil)
      #expect(enqueued?.commit?.sql == "select 1 / 0")
      #expect(enqueued?.isCommitOutcomeUnknown == false)
      #expect(connection.isReusable)
    }
  }

  @Test("a constraint that is checked at COMMIT fails the commit, and nothing stays")
  func deferredConstraint() async throws {
    try await withItems { connection, _ in
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { transaction in
          try await transaction.query("insert into items (id) values (1), (1)")
        }
      }
      #expect(error?.commit?.constraint == "items_key")
      #expect(error?.body == nil)
      #expect(error?.isCommitOutcomeUnknown == false)
      try await expectItems([], connection)
    }
  }

  @Test("a constraint that is checked at the end of an implicit transaction fails the call")
  func deferredConstraintOutsideTransaction() async throws {
    try await withItems { connection, _ in
      let error = await #expect(throws: PostgreSQLError.self) {
        _ = try await connection.execute(["insert into items (id) values (1)", "insert into items (id) values (1)"])
      }
      #expect(error?.constraint == "items_key")
      try await expectItems([], connection)
    }
  }

  @Test("a body that swallows a statement's error does not commit")
  func swallowedError() async throws {
    try await withItems { connection, _ in
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { transaction in
          try await transaction.query("insert into items (id) values (1)")
          _ = try? await transaction.query("select 1 / 0")
        }
      }
      #expect(error?.commit?.code == .transactionRolledBack)
      #expect((error?.commit?.cause as? PostgreSQLError)?.sqlState == "22012")
      try await expectItems([], connection)
    }
  }

  @Test("a read-only transaction refuses to write")
  func readOnly() async throws {
    try await withItems { connection, _ in
      let mode = TransactionMode(isolation: .repeatableRead, isReadOnly: true)
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction(mode) { try await $0.query("insert into items (id) values (1)") }
      }
      #expect(error?.postgreSQLError?.sqlState == "25006")
    }
  }

  @Test("a second transaction or a plain statement on the same connection is refused, the first goes on")
  func misuse() async throws {
    try await withItems { connection, _ in
      let escaped = try await connection.withTransaction { transaction in
        try await transaction.query("insert into items (id) values (1)")
        let inner = await #expect(throws: PostgreSQLTransactionError.self) {
          try await connection.withTransaction { try await $0.query("select 1") }
        }
        #expect(inner?.postgreSQLError?.code == .transactionMisused)
        let plain = await #expect(throws: PostgreSQLError.self) { try await connection.query("select 1") }
        #expect(plain?.code == .transactionMisused)
        return transaction
      }
      try await expectItems([1], connection)
      let late = await #expect(throws: PostgreSQLError.self) { try await escaped.query("select 1") }
      #expect(late?.code == .transactionMisused)
    }
  }

  @Test("two statements of child tasks run inside the transaction, whichever comes first")
  func childTasks() async throws {
    try await withItems { connection, _ in
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { transaction in
          async let first = transaction.query("insert into items (id) values (1)")
          async let second = transaction.query("insert into items (id) values (2)")
          _ = try await (first, second)
          throw Refusal()
        }
      }
      #expect(error?.body is Refusal)
      try await expectItems([], connection)
    }
  }

  @Test("a connection lost inside the body is told as such: nothing was committed")
  func lostInBody() async throws {
    let connection = try await TestDatabase.connect()
    let error = await #expect(throws: PostgreSQLTransactionError.self) {
      try await connection.withTransaction { transaction in
        let pid = try await transaction.query("select pg_backend_pid()")[0].decode(Int.self)
        try await TestDatabase.terminate(pid)
        try await transaction.query("select 1")
      }
    }
    #expect(error?.postgreSQLError?.code == .connectionLost)
    #expect(error?.isConnectionFailure == true)
    #expect(error?.isRetriable == true)
    #expect(error?.isCommitOutcomeUnknown == false)
    #expect(error?.rollback == nil)
    #expect(!connection.isReusable)
    await connection.close()
  }

  @Test("a connection lost while COMMIT is under way leaves the outcome unknown")
  func lostAtCommit() async throws {
    try await withItems { watcher, schema in
      try await watcher.execute([
        """
        create function wait_at_commit() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock(727002);
          return null;
        end $$
        """,
        """
        create constraint trigger items_wait after insert on items
        deferrable initially deferred for each row execute function wait_at_commit()
        """,
        "select pg_advisory_lock(727002)",
      ])
      let connection = try await TestDatabase.connect()
      try await TestDatabase.use(schema, on: connection)
      let processID = try #require(await connection.processID)
      async let outcome: Void = connection.withTransaction { transaction in
        transaction.enqueue("insert into items (id) values (1)")
      }
      try await TestDatabase.waitUntilBlocked(processID, on: watcher)
      try await TestDatabase.terminate(processID)
      do {
        try await outcome
        Issue.record("the transaction survived its connection")
      } catch let error as PostgreSQLTransactionError {
        #expect(error.isCommitOutcomeUnknown)
        #expect(error.commit?.code == .connectionLost)
        #expect(error.isRetriable)
        #expect(error.description.contains("may have been committed"))
      }
      await connection.close()
    }
  }

  @Test("a transaction that others made impossible to serialise may be repeated")
  func serialization() async throws {
    try await withItems { connection, schema in
      try await connection.query("insert into items (id, note) values (1, '')")
      let other = try await TestDatabase.connect()
      try await TestDatabase.use(schema, on: other)
      let error = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction(.repeatableRead) { transaction in
          try await transaction.query("select note from items")
          try await other.query("update items set note = 'other'")
          try await transaction.query("update items set note = 'mine'")
        }
      }
      #expect(error?.postgreSQLError?.sqlState == SQLState.serializationFailure)
      #expect(error?.isRetriable == true)
      #expect(error?.isConnectionFailure == false)
      await other.close()
    }
  }

  @Test("a lock that is not to be had in time is an error that may be repeated")
  func lockTimeout() async throws {
    try await withItems { connection, schema in
      try await connection.query("insert into items (id) values (1)")
      var configuration = try TestDatabase.configuration()
      configuration.lockTimeout = .milliseconds(10)
      let other = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
      try await TestDatabase.use(schema, on: other)
      try await connection.withTransaction { transaction in
        try await transaction.query("select id from items for update")
        let error = await #expect(throws: PostgreSQLError.self) {
          try await other.query("select id from items for update")
        }
        #expect(error?.sqlState == SQLState.lockNotAvailable)
        #expect(error?.isRetriable == true)
      }
      await other.close()
    }
  }
}
