import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("A fate for every failure")
  struct FateTests {
    /// One attempt: whatever counted one would bury.
    private static let strict = ["COOPT_ATTEMPTS": "1"]

    @Test(
      "a right that was taken away pauses the lane, makes it not ready, and buries nothing; given back, all goes on")
    func revokedRight() async throws {
      try await Platform.with(settings: Self.strict) { platform in
        try await platform.asRole { role, platform in
          try await platform.pool.execute(["revoke insert on qualification.candidates from \(identifier: role)"])
          try await platform.running { service in
            let names = (0..<40).map { "Name \($0)" }
            try await platform.send(names.map { try platform.candidate($0) })
            try await platform.log.wait(for: "the lane is paused")
            try await service.becomesReady(false)
            let report = try await service.get("/health/ready").body
            #expect(report.contains("paused") && report.contains("42501"))
            #expect(
              try await service.get("/metrics").body.contains(#"coopt_lane_paused{queue="qualification.events"} 1"#))
            try await platform.pool.execute(["grant insert on qualification.candidates to \(identifier: role)"])
            #expect(try await platform.toldNames(40).sorted() == names.sorted())
            try await service.becomesReady()
          }
        }
      }
    }

    @Test("a table that is missing, and a column, pause the lane as well", arguments: ["table", "column"])
    func missingTable(what: String) async throws {
      try await Platform.with(settings: Self.strict) { platform in
        let (away, back): (Statement, Statement) =
          what == "table"
          ? (
            "alter table qualification.candidates rename to gone",
            "alter table qualification.gone rename to candidates"
          )
          : (
            "alter table qualification.candidates rename name to gone",
            "alter table qualification.candidates rename gone to name"
          )
        try await platform.pool.execute([away])
        try await platform.running { _ in
          try await platform.send(try platform.candidate("Waits"))
          try await platform.log.wait(for: "the lane is paused")
          try await platform.pool.execute([back])
          #expect(try await platform.toldNames(1) == ["Waits"])
        }
      }
    }

    @Test("a table that is locked for longer than a statement may take burns no attempt of any message")
    func lockedTable() async throws {
      try await Platform.with(settings: Self.strict) { platform in
        let slow = platform.withOptions("-c lock_timeout=100ms")
        try await slow.pool.withConnection { connection in
          try await connection.query("begin")
          try await connection.query("lock table qualification.candidates in access exclusive mode")
          try await slow.running { _ in
            let names = (0..<20).map { "Name \($0)" }
            try await slow.send(names.map { try slow.candidate($0) })
            // Long enough for the batch to be divided, and its pieces to run out of time.
            for _ in 0..<3 { try await slow.log.wait(for: "its halves are tried") }
            try await slow.log.wait(for: "the lane is paused")
            try await connection.query("commit")
            #expect(try await slow.toldNames(20).sorted() == names.sorted())
          }
        }
        #expect(!slow.log.all.contains { $0.contains("given up") })
      }
    }

    @Test("one message that alone takes too long is given up in the end; the others do not wait for it")
    func slowMessage() async throws {
      try await Platform.with(settings: ["COOPT_ATTEMPTS": "2"]) { platform in
        try await platform.makeSlow("Slow")
        let quick = platform.withOptions("-c statement_timeout=200ms")
        try await quick.running { _ in
          let names = (0..<8).map { $0 == 3 ? "Slow" : "Name \($0)" }
          try await quick.send(names.map { try quick.candidate($0) })
          #expect(try await quick.toldNames(7).sorted() == names.filter { $0 != "Slow" }.sorted())
          // Others go on passing; that is what makes it its own fault.
          var letters = 0
          let letter = Task { try await quick.deadLetters.next() }
          while letters == 0 {
            try await quick.send(try quick.candidate("Other"))
            _ = try await quick.events.next()
            letters = quick.log.all.contains { $0.contains("a message is given up") } ? 1 : 0
          }
          #expect(try await letter.value.reason == "attempts-exhausted")
        }
      }
    }

    @Test("a permanent failure is called one, not attempts that are exhausted; its neighbours go through in few steps")
    func halves() async throws {
      try await Platform.with { platform in
        let names = (0..<64).map { $0 == 37 ? "Poison" : "Name \($0)" }
        try await platform.send(names.map { try platform.candidate($0) })
        try await platform.running { _ in
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "handling-failed")
          #expect(letter.properties.headers["x-coopt-attempts"] == 1)
          _ = try await platform.events.next(64)
        }
        let divisions = platform.log.all.count { $0.contains("its halves are tried") }
        #expect((1...6).contains(divisions))
      }
    }

    @Test("scheduled work that fails is tried again, told and counted, and ends with the service")
    func scheduledWork() async throws {
      let failing = FailingWork()
      let definition = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations,
        handlers: ServiceDefinition.candidates.handlers, scheduled: [failing])
      try await Platform.with(definition) { platform in
        try await platform.running { service in
          for _ in 0..<3 { try await platform.log.wait(for: "scheduled work failed") }
          #expect(try await service.get("/metrics").body.contains(#"coopt_scheduled_failures_total{work="failing"}"#))
        }
      }
    }
  }
}

/// Work that always asks for a table that is not there.
private struct FailingWork: ScheduledWork {
  let name = "failing"

  func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    try await transaction.query("select 1 from qualification.nowhere")
    return .whenSomethingHappens
  }
}

extension Platform {
  /// The same with options for the sessions of the service.
  func withOptions(_ options: String) -> Platform {
    var platform = self
    let encoded = options.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let separator = databaseURL.contains("?") ? "&" : "?"
    platform.overrides["COOPT_DATABASE_URL"] = databaseURL + separator + "options=" + encoded
    return platform
  }

  /// Makes the writing of candidates of a name take a second.
  func makeSlow(_ name: String) async throws {
    try await pool.execute([
      """
      create function qualification.dawdle() returns trigger language plpgsql as $$
      begin
        if new.name = 'Slow' then perform pg_sleep(1); end if;
        return new;
      end
      $$
      """,
      """
      create trigger candidates_dawdle before insert on qualification.candidates
      for each row execute function qualification.dawdle()
      """,
    ])
  }

  /// Runs the body with a service that logs in as a role of its own, which owns nothing.
  func asRole(_ body: (SQLIdentifier, Platform) async throws -> Void) async throws {
    let role = SQLIdentifier("test_\(UUID().uuidString.lowercased().replacing("-", with: "_"))")!
    try await pool.execute([
      "create role \(identifier: role) login password 'test'",
      "grant usage on schema qualification to \(identifier: role)",
      "grant select, insert, update, delete on all tables in schema qualification to \(identifier: role)",
    ])
    var platform = self
    var url = try #require(URLComponents(string: databaseURL))
    url.user = role.name
    url.password = "test"
    platform.overrides["COOPT_DATABASE_URL"] = url.string
    do {
      try await body(role, platform)
    } catch {
      try await forget(role)
      throw error
    }
    try await forget(role)
  }

  private func forget(_ role: SQLIdentifier) async throws {
    try await pool.execute(["drop owned by \(identifier: role)", "drop role \(identifier: role)"])
  }
}
