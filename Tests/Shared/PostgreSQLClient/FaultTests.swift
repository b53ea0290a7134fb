import Glibc
import PostgreSQLClient
import TestStack
import Testing

/// What faults of a real server and its host do, on a server of the test's own.
@Suite(
  "Faults", .enabled("this machine lets tests have hosts of their own") { OwnServer.isPossible }, .serialized,
  .takingTurns,
  .timeLimit(.minutes(15)))
struct FaultTests {
  private static let advisoryLocks = "select count(*) from pg_locks where locktype = 'advisory'"

  @Test("a host that vanishes is known to both sides: the client's calls end, the server sets its locks free")
  func vanished() async throws {
    try await OwnServer.with { server in
      var configuration = try server.configuration()
      configuration.keepalivesIdle = .seconds(1)
      configuration.keepalivesInterval = .seconds(1)
      configuration.keepalivesCount = 2
      configuration.tcpUserTimeout = .seconds(2)
      configuration.clientConnectionCheckInterval = .seconds(1)
      let (idle, busy) = (
        try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger),
        try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
      )
      try await idle.query("select pg_advisory_lock(1)")
      async let outcome = busy.query("select pg_advisory_lock(2), pg_sleep(600)")
      while try server.asked(Self.advisoryLocks) != "2" { await Task.yield() }
      try server.vanish()
      while idle.isReusable { await Task.yield() }
      do {
        _ = try await outcome
        Issue.record("the statement survived its server")
      } catch let error as PostgreSQLError {
        #expect(error.code == .connectionLost)
      }
      while try server.asked(Self.advisoryLocks) != "0" { await Task.yield() }
      await idle.close()
      await busy.close()
    }
  }

  @Test("a server process that is stopped holds nobody, and the pool goes on with another")
  func stopped() async throws {
    try await OwnServer.with { server in
      var configuration = try server.configuration()
      configuration.responseTimeout = .milliseconds(1500)
      let pool = PostgreSQLPool(configuration, limit: 1, logger: TestDatabase.logger)
      let processID = try await pool.query("select pg_backend_pid()")[0].decode(Int.self)
      kill(pid_t(processID), SIGSTOP)
      let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
      #expect(error?.code == .responseTimedOut)
      #expect(try await pool.query("select pg_backend_pid()")[0].decode(Int.self) != processID)
      kill(pid_t(processID), SIGCONT)
      await pool.close()
    }
  }

  @Test("a full disk is told by the probe as long as it is full, while statements that read go on")
  func fullDisk() async throws {
    try await OwnServer.with { server in
      let probe = HealthProbe(try server.configuration(), deadline: .seconds(30), logger: TestDatabase.logger)
      #expect(await probe.check().isWritable)
      try server.fillDisk()
      let health = await probe.check()
      if case .refusesWrites(let error) = health {
        #expect(error.sqlState == "53100")
      } else {
        Issue.record("\(health)")
      }
      #expect(try server.asked("select 1") == "1")
      try server.emptyDisk()
      #expect(await probe.check().isWritable)
      await probe.close()
    }
  }
}
