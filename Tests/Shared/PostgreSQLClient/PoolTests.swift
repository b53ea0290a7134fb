import Glibc
import PostgreSQLClient
import TestStack
import Testing

@Suite("Pool", .takingTurns, .timeLimit(.minutes(15)))
struct PoolTests {
  private func waitUntil(_ pool: PostgreSQLPool, _ condition: (PoolCounts) -> Bool) async {
    while !condition(pool.counts) { await Task.yield() }
  }

  @Test("no more connections than the limit are opened, and all work gets done")
  func bounds() async throws {
    let pool = try TestDatabase.pool(limit: 3)
    #expect(pool.counts == PoolCounts())
    let processes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<60 {
        group.addTask { try await pool.query("select pg_backend_pid()")[0].decode(Int.self) }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect((1...3).contains(processes.count))
    #expect(pool.counts.leased == 0 && pool.counts.waiting == 0)
    await pool.close()
    #expect(pool.counts == PoolCounts())
  }

  @Test("a transaction on the pool is committed")
  func transaction() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    let number = try await pool.withTransaction { transaction in
      transaction.enqueue("select 1")
      return try await transaction.query("select 2")[0].decode(Int.self)
    }
    #expect(number == 2)
    #expect(pool.counts == PoolCounts(idle: 1, leased: 0, waiting: 0))
    await pool.close()
  }

  @Test("a transaction's body runs on its connection's thread, before and after each round trip")
  func oneThread() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    let threads = try await pool.withTransaction { transaction in
      var threads = [pthread_self()]
      for _ in 0..<3 {
        try await transaction.query("select 1")
        threads.append(pthread_self())
      }
      return Set(threads)
    }
    #expect(threads.count == 1)
    #expect(!threads.contains(pthread_self()))
    await pool.close()
  }

  @Test("who waits for a connection can be cancelled, the others are served")
  func cancellation() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    try await pool.withConnection { _ in
      let waiter = Task { try await pool.query("select 1") }
      await waitUntil(pool) { $0.waiting == 1 }
      waiter.cancel()
      let error = await #expect(throws: PostgreSQLError.self) { _ = try await waiter.value }
      #expect(error?.code == .cancelled)
      #expect(error?.isRetriable == false)
      #expect(pool.counts.waiting == 0)
    }
    #expect(try await pool.query("select 1")[0].decode(Int.self) == 1)
    await pool.close()
  }

  @Test("one that was cancelled before it had to wait does not wait")
  func cancelledBefore() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    try await pool.withConnection { _ in
      let waiter = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        _ = try await pool.query("select 1")
      }
      let error = await #expect(throws: PostgreSQLError.self) { try await waiter.value }
      #expect(error?.code == .cancelled)
    }
    await pool.close()
  }

  @Test("a broken connection is replaced")
  func replaced() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    let first = try await pool.withConnection { $0 }
    let processID = try #require(await first.processID)
    try await TestDatabase.terminate(processID)
    while first.isReusable { await Task.yield() }
    #expect(try await pool.query("select pg_backend_pid()")[0].decode(Int.self) != processID)
    await pool.close()
  }

  @Test("a connection that broke while lent is not lent again")
  func brokenWhileLent() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    await #expect(throws: PostgreSQLError.self) {
      try await pool.withConnection { connection in
        try await TestDatabase.terminate(try #require(await connection.processID))
        try await connection.query("select 1")
      }
    }
    #expect(pool.counts == PoolCounts())
    #expect(try await pool.query("select 1")[0].decode(Int.self) == 1)
    await pool.close()
  }

  @Test("a connection that comes back inside a transaction is closed")
  func leftInTransaction() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    try await pool.withConnection { _ = try await $0.query("begin") }
    #expect(pool.counts.idle == 0)
    await pool.close()
  }

  @Test("without a server every asker learns why, and no place is lost")
  func noServer() async throws {
    let configuration = try PostgreSQLConfiguration(
      url: "postgresql://nobody@127.0.0.1:1/nothing", applicationName: "tests")
    let pool = PostgreSQLPool(configuration, limit: 1, logger: TestDatabase.logger)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        group.addTask {
          let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
          #expect(error?.code == .connectionFailed)
        }
      }
    }
    let error = await #expect(throws: PostgreSQLTransactionError.self) { try await pool.withTransaction { _ in } }
    #expect(error?.begin?.code == .connectionFailed)
    #expect(error?.isConnectionFailure == true)
    #expect(pool.counts == PoolCounts())
    await pool.close()
  }

  @Test("closing waits for what is lent and refuses what comes later")
  func closing() async throws {
    let pool = try TestDatabase.pool(limit: 1)
    let (lent, continuation) = AsyncStream.makeStream(of: Void.self)
    let lease = Task {
      try await pool.withConnection { connection in
        continuation.finish()
        for _ in 0..<10 { try await connection.query("select 1") }
        return pool.counts.leased
      }
    }
    for await _ in lent {}
    let waiter = Task { try await pool.query("select 1") }
    await waitUntil(pool) { $0.waiting == 1 || $0.leased == 0 }
    await pool.close()
    #expect(try await lease.value == 1)
    _ = await waiter.result
    let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
    #expect(error?.code == .poolClosed)
    #expect(pool.counts == PoolCounts())
    await pool.close()
  }
}
