import AMQPClient
import Foundation
import Messages
import Observability
import PostgreSQLClient
import TestStack
import Testing
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("What fails")
  struct FailureTests {
    @Test("one message that can never be saved stops no other of its batch, and is given up with the reason")
    func poison() async throws {
      try await Platform.with { platform in
        // Sent before the service runs, so that they come in one batch.
        let names = (0..<20).map { $0 == 7 ? "Poison" : "Name \($0)" }
        try await platform.send(names.map { try platform.candidate($0) })
        try await platform.running { _ in
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "handling-failed")
          #expect(letter.properties.headers["x-coopt-detail"]?.string?.contains("candidates_name") == true)
          var told: [String] = []
          for delivery in try await platform.events.next(20) {
            told += (try? [delivery.event(CandidateQualified.self).data.reason ?? ""]) ?? ["dead letter"]
          }
          #expect(Set(told) == Set(names.map { $0 == "Poison" ? "dead letter" : $0 }))
          #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 19)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("a command that can never be saved is answered with internal-error")
    func poisonCommand() async throws {
      try await Platform.with { platform in
        _ = try await platform.pool.execute([
          "alter table qualification.interviews add constraint interviews_closed check (false) not valid"
        ])
        try await platform.running { _ in
          let id = MessageID.make()
          let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
          try await platform.send(try platform.command(interview, id: id))
          let reply = try await platform.replies.next().event(Problem.self)
          #expect(reply.data.code == .internalError && reply.causationID == id.description)
          #expect(try await platform.deadLetters.next().reason == "handling-failed")
        }
      }
    }

    @Test("a unique key that somebody else took meanwhile is decided anew")
    func race() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          try await platform.pool.withTransaction { transaction in
            try await transaction.query("insert into qualification.claims (name) values ('Claim')")
            try await platform.send(try platform.candidate("Claim"))
            // The service found no claim, and now waits for ours to be committed or not.
            try await platform.wait(
              untilNone: false,
              """
              select count(*)::bigint
              from pg_stat_activity
              where wait_event_type = 'Lock' and datname = current_database()
              """)
          }
          #expect(try await platform.toldNames(1) == ["Claim"])
          #expect(try await platform.candidates(named: "Claim") == 1)
        }
        let metrics = platform.metrics.render()
        #expect(metrics.contains(#"coopt_batch_failures_total{queue="qualification.events",kind="contention"} 1"#))
      }
    }

    @Test("a batch that met what somebody else decided meanwhile is decided anew as a whole, not one by one")
    func batchRace() async throws {
      try await Platform.with { platform in
        let names = (0..<20).map { $0 == 7 ? "Claim" : "Name \($0)" }
        // Sent before the service runs, so that they come in one batch.
        try await platform.send(names.map { try platform.candidate($0) })
        try await platform.pool.withConnection { connection in
          try await connection.query("begin")
          try await connection.query("insert into qualification.claims (name) values ('Claim')")
          try await platform.running { _ in
            try await platform.wait(
              untilNone: false,
              """
              select count(*)::bigint
              from pg_stat_activity
              where wait_event_type = 'Lock' and datname = current_database()
              """)
            try await connection.query("commit")
            #expect(try await platform.toldNames(20).sorted() == names.sorted())
          }
        }
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 20)
        let metrics = platform.metrics.render()
        #expect(metrics.contains(#"coopt_batch_failures_total{queue="qualification.events",kind="contention"} 1"#))
        #expect(!platform.log.all.contains { $0.contains("its halves are tried") })
      }
    }

    @Test("while the database is away work pauses, no attempt is burnt, and nothing is lost")
    func databaseAway() async throws {
      try await Platform.with(settings: ["COOPT_ATTEMPTS": "1"]) { platform in
        try await platform.running { service in
          try await platform.send(try platform.candidate("Before"))
          #expect(try await platform.toldNames(1) == ["Before"])
          try await platform.setDatabase(open: false)
          try await platform.send(try platform.candidate("Meanwhile"))
          try await platform.log.wait(for: "the lane is paused")
          #expect(try await service.get("/health/ready").status == 503)
          try await platform.setDatabase(open: true)
          #expect(try await platform.toldNames(1) == ["Meanwhile"])
          try await service.becomesReady()
          #expect(try await platform.candidates(named: "Meanwhile") == 1)
        }
      }
    }

    @Test("a commit whose answer is lost is tried again and has one effect")
    func commitOutcomeUnknown() async throws {
      try await Platform.with(settings: ["COOPT_ATTEMPTS": "1"]) { platform in
        try await platform.holdCommits()
        try await platform.running { _ in
          try await platform.pool.withTransaction { transaction in
            try await transaction.query("select pg_advisory_xact_lock(\(Platform.commitLock))")
            try await platform.send(try platform.candidate("Unknown"))
            // The service waits within its commit; there its connection is cut.
            try await platform.wait(
              untilNone: false,
              """
              select count(pg_terminate_backend(pid))::bigint
              from pg_stat_activity
              where datname = current_database() and wait_event = 'advisory'
              """)
          }
          #expect(try await platform.toldNames(1) == ["Unknown"])
          #expect(try await platform.candidates(named: "Unknown") == 1)
          #expect(platform.log.all.contains { $0.contains("it may have been committed all the same") })
        }
      }
    }

    @Test("connections to the broker that are cut are made again; what was in hand is handled once")
    func brokerAway() async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          try await service.becomesReady()
          let names = (0..<200).map { "Name \($0)" }
          try await platform.send(names.map { try platform.candidate($0) })
          // The service's three publishers and three consumers, the test's publisher and three observers.
          try await platform.virtualHost.closeConnections(try await platform.virtualHost.connections(numbering: 10))
          var told: Set<String> = []
          while told.count < names.count { told.formUnion(try await platform.toldNames(1)) }
          #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 200)
          try await platform.outboxEmpties()
          try await service.becomesReady()
        }
      }
    }
  }
}

extension Platform {
  /// Cuts every connection to the database and lets none be made, or lets them be made again.
  func setDatabase(open isOpen: Bool) async throws {
    try await TestDatabase.onServer { server in
      let name = databaseName
      if isOpen {
        try await server.query("alter database \(identifier: name) with allow_connections true")
      } else {
        try await server.query("alter database \(identifier: name) with allow_connections false")
        try await server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = \(name.name)")
      }
    }
  }

  /// The lock that `holdCommits` makes commits wait for.
  static let commitLock: Int64 = 42

  /// Makes every commit of a candidate wait for a lock that a test can hold.
  func holdCommits() async throws {
    try await pool.execute([
      """
      create function qualification.await_release() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(42);
        return null;
      end
      $$
      """,
      """
      create constraint trigger candidates_await_release after insert on qualification.candidates
      deferrable initially deferred for each row execute function qualification.await_release()
      """,
    ])
  }
}
