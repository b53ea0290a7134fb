import AMQPClient
import Foundation
import Messages
import Observability
import PostgreSQLClient
import MessageHandling
import ServiceRuntime
import Synchronization
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Life of a service")
  struct LifecycleTests {
    private let names = (0..<300).map { "Name \($0)" }

    @Test("told to stop, it finishes what it took, owes nothing and leaves the rest; nothing is lost or done twice")
    func drain() async throws {
      try await Platform.with(settings: ["COOPT_BATCH_SIZE": "5"]) { platform in
        try await platform.send(names.map { try platform.candidate($0) })
        var told: [String] = []
        try await platform.running { _ in told += try await platform.toldNames(1) }
        _ = try await platform.virtualHost.connections(numbering: 4)
        let handled = try await platform.count("select count(*)::bigint from qualification.candidates")
        #expect(try await platform.count("select count(*)::bigint from qualification.outbox") == 0)
        told += try await platform.toldNames(handled - 1)
        try await platform.running { _ in
          told += try await platform.toldNames(names.count - handled)
          try await platform.expectNothingMore()
        }
        #expect(told.sorted() == names.sorted())
        #expect(
          try await platform.count("select count(distinct name)::bigint from qualification.candidates") == 301)
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 301)
      }
    }

    @Test("however often it crashes, every message has its one effect and is told of")
    func crash() async throws {
      try await Platform.with(settings: ["COOPT_BATCH_SIZE": "5"]) { platform in
        try await platform.send(names.map { try platform.candidate($0) })
        var told: Set<String> = []
        for _ in 0..<4 {
          try await platform.running(until: .crashed) { _ in told.formUnion(try await platform.toldNames(1)) }
        }
        try await platform.running { _ in
          while told.count < names.count { told.formUnion(try await platform.toldNames(1)) }
          try await platform.outboxEmpties()
        }
        #expect(told == Set(names))
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 300)
      }
    }

    @Test("it waits for its schema, lives meanwhile, and says what it waits for")
    func waitsForSchema() async throws {
      try await Platform.with(migrated: false) { platform in
        try await platform.running { service in
          try await platform.log.wait(for: "the schema is not migrated yet")
          let readiness = try await service.get("/health/ready")
          #expect(readiness.status == 503 && readiness.body.contains("waiting for the database"))
          #expect(try await service.get("/health/live").status == 200)
          _ = try await platform.pool.withConnection { try await platform.definition.migrate(on: $0) }
          try await service.becomesReady()
        }
      }
    }

    @Test("it waits for a database that does not take connections yet")
    func waitsForDatabase() async throws {
      try await Platform.with { platform in
        try await platform.setDatabase(open: false)
        try await platform.running { service in
          try await platform.log.wait(for: "the database cannot be used yet")
          #expect(try await service.get("/health/ready").status == 503)
          try await platform.setDatabase(open: true)
          try await service.becomesReady()
        }
      }
    }

    @Test("it waits for a broker that does not let it in yet, and names whom and where, not the password")
    func waitsForBroker() async throws {
      try await Platform.with { platform in
        let user = "late-\(platform.virtualHost.name)"
        var url = try #require(URLComponents(string: platform.virtualHost.amqpURL))
        (url.user, url.password) = (user, "hunter2")
        var late = platform
        late.overrides["COOPT_AMQP_URL"] = url.string
        try await late.running { service in
          try await late.log.wait(for: "refused user '\(user)'")
          let readiness = try await service.get("/health/ready")
          #expect(readiness.status == 503 && readiness.body.contains("authentication-failed"))
          try await late.virtualHost.manage(
            "PUT", "users/\(user)", Data(#"{"password":"hunter2","tags":""}"#.utf8))
          try await late.virtualHost.manage(
            "PUT", "permissions/\(late.virtualHost.name)/\(user)",
            Data(#"{"configure":"","write":".*","read":".*"}"#.utf8))
          try await service.becomesReady()
          try await late.virtualHost.manage("DELETE", "users/\(user)")
        }
        #expect(!late.log.all.contains { $0.contains("hunter2") })
      }
    }

    @Test("told to stop while it still waits, it stops")
    func stopWhileWaiting() async throws {
      try await Platform.with(migrated: false) { platform in
        try await platform.running { _ in try await platform.log.wait(for: "the schema is not migrated yet") }
        #expect(platform.log.all.contains { $0.contains(#""message":"stopped""#) })
      }
    }

    @Test("its counters grow with what it handles, and other paths are not there")
    func metrics() async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          let event = try platform.candidate("Once")
          try await platform.send(event, event)
          try await platform.send(try platform.candidate("Refused"))
          _ = try await platform.deadLetters.next()
          let text = try await service.get("/metrics").body
          let labels = #"queue="qualification.events",type="coopt.recommendations.candidate-registered.v1""#
          for (outcome, count) in [("handled", 1), ("duplicate", 1), ("dead-lettered", 1)] {
            #expect(text.contains("coopt_messages_handled_total{\(labels),outcome=\"\(outcome)\"} \(count)\n"))
          }
          #expect(
            text.contains(
              #"coopt_messages_dead_lettered_total{queue="qualification.events",reason="already-member"} 1"#))
          #expect(text.contains("coopt_outbox_pending "))
          #expect(try await service.get("/").status == 404)
          #expect(try await service.get("/health").status == 404)
        }
      }
    }

    @Test("scheduled work runs when a message made some due, and what it emits goes out")
    func scheduled() async throws {
      try await Platform.with(.withSchedule(SettleClaims())) { platform in
        try await platform.running { _ in
          try await platform.send(try platform.candidate("Claim to settle"))
          #expect(try await platform.toldNames(2).sorted() == ["Claim to settle", "settled: Claim to settle"])
          #expect(try await platform.count("select count(*)::bigint from qualification.claims") == 0)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("scheduled work is left alone by messages that can make none due")
    func notScheduled() async throws {
      let work = SettleClaims()
      try await Platform.with(.withSchedule(work)) { platform in
        try await platform.running { _ in
          // Each waits for the one before, so that two wake-ups cannot become one run.
          for name in names.prefix(60) {
            try await platform.send(try platform.candidate(name))
            #expect(try await platform.toldNames(1) == [name])
          }
          try await platform.send(try platform.candidate("Claim to settle"))
          #expect(try await platform.toldNames(2).sorted() == ["Claim to settle", "settled: Claim to settle"])
          // At the start, for the claim, and every five seconds: a slow machine has two minutes.
          #expect(work.runs.load(ordering: .relaxed) < 30)
        }
      }
    }
  }
}

extension ServiceDefinition {
  /// The service of these tests, with a clock.
  fileprivate static func withSchedule(_ work: SettleClaims) -> ServiceDefinition {
    ServiceDefinition(
      .qualification, migrations: candidates.migrations, handlers: candidates.handlers, scheduled: [work])
  }
}

/// Settles each claim, and counts how often it was asked to.
private final class SettleClaims: ScheduledWork {
  let name = "settle-claims"
  let runs = Atomic(0)

  func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    runs.add(1, ordering: .relaxed)
    let rows = try await transaction.query("delete from qualification.claims returning name")
    for row in rows {
      emission.publish(
        CandidateQualified(
          recommendationId: .make(), memberId: .make(), offerId: .make(),
          reason: "settled: \(try row.decode(String.self))"))
    }
    return .whenSomethingHappens
  }
}
