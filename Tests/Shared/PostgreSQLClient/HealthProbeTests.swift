import PostgreSQLClient
import TestStack
import Testing

@Suite("Health probe", .takingTurns, .timeLimit(.minutes(15)))
struct HealthProbeTests {
  private func probe(
    _ servers: [String]? = nil, _ parameters: [String] = [], deadline: Duration = .seconds(30), name: String = "probe"
  ) throws -> HealthProbe {
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let url = parts.url(servers ?? ["\(parts.host):\(parts.port)"], parameters)
    let configuration = try PostgreSQLConfiguration(url: url, applicationName: name)
    return HealthProbe(configuration, deadline: deadline, logger: TestDatabase.logger)
  }

  private func unanswered(_ health: DatabaseHealth) -> PostgreSQLError? {
    if case .unanswered(let error) = health { error } else { nil }
  }

  @Test("a database that takes writes is told from one that does not")
  func readOnly() async throws {
    let writable = try probe()
    for _ in 0..<3 { #expect(await writable.check().isWritable) }
    let option = "options=-c%20default_transaction_read_only%3Don"
    let readOnly = try probe(nil, [option])
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let server = "\(parts.host):\(parts.port)"
    let passedOver = try probe([server, server], [option])
    for probe in [readOnly, passedOver] {
      let health = await probe.check()
      guard case .readOnly = health else {
        Issue.record("\(health)")
        continue
      }
    }
    for probe in [writable, readOnly, passedOver] { await probe.close() }
    #expect(unanswered(await writable.check())?.code == .poolClosed)
  }

  @Test("a server that cannot write a file says so, as one whose disk is full does")
  func full() async throws {
    // A superuser may forbid files to a session: the server then refuses in the class of what it is short of (53).
    let probe = try probe(nil, ["options=-c%20temp_file_limit%3D0"])
    let health = await probe.check()
    if case .refusesWrites(let error) = health {
      #expect(error.sqlState == "53400")
      #expect(error.blame == .server)
    } else {
      Issue.record("\(health)")
    }
    #expect(!health.isWritable)
    await probe.close()
  }

  @Test("a frozen server is told within the deadline, again and again, and that it is back by the next answer")
  func frozen() async throws {
    let relay = try Relay()
    let probe = try probe(["127.0.0.1:\(relay.port)"], deadline: .milliseconds(700))
    try await relay.running {
      while await !probe.check().isWritable {}
      relay.freeze()
      #expect(unanswered(await probe.check())?.code == .responseTimedOut)
      // Now it has no connection, and gets none.
      #expect(unanswered(await probe.check())?.code == .connectionFailed)
      relay.thaw()
      while await !probe.check().isWritable {}
    }
    await probe.close()
  }

  @Test("those who ask at once are all answered within the deadline, not one after the other's")
  func manyAtOnce() async throws {
    let silent = try SilentServer()
    let probe = try probe(["127.0.0.1:\(silent.port)"], deadline: .milliseconds(500))
    let start = ContinuousClock.now
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<60 { group.addTask { await probe.check().isWritable } }
      for await isWritable in group { #expect(!isWritable) }
    }
    // One after the other would be half a minute.
    #expect(.now - start < .seconds(15))
    await probe.close()
  }

  @Test("one of several servers that is silent does not use up the time of the others")
  func silentBesideReal() async throws {
    let vanished = try VanishedServer()
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let probe = try probe(
      ["127.0.0.1:\(vanished.port)", "\(parts.host):\(parts.port)"], ["load_balance_hosts=disable"],
      deadline: .seconds(20))
    #expect(await probe.check().isWritable)
    await probe.close()
    withExtendedLifetime(vanished) {}
  }

  @Test("a connection that broke between two questions is opened anew by the second")
  func broken() async throws {
    let name = TestDatabase.uniqueSchema().name
    let probe = try probe(name: name)
    #expect(await probe.check().isWritable)
    try await TestDatabase.withConnection { connection in
      let rows = try await connection.query(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = \(name)")
      #expect(try rows.decode(Bool.self) == [true])
    }
    #expect(await probe.check().isWritable)
    await probe.close()
  }
}
