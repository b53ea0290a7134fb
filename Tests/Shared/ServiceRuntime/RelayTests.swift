import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("What the relay finds")
  struct RelayTests {
    @Test("rows that cannot be read and messages that cannot be sent keep the relay from nothing", arguments: 0..<3)
    func stuckRows(seed: Int) async throws {
      try await Platform.with { platform in
        var generator = SeededGenerator(seed: UInt64(seed))
        // More than the relay takes at once, of both kinds in any order, all older than the good ones.
        for _ in 0..<30 {
          try await Bool.random(using: &generator)
            ? platform.oweUnreadable(Int.random(in: 1...100, using: &generator))
            : platform.oweUnsendable()
        }
        let good = try await platform.owe(50, inRowsOf: 7, owner: 1)
        try await platform.running { service in
          let told = try await platform.events.next(50).map(\.properties.messageID)
          #expect(Set(told) == Set(good.map(\.description)))
          try await platform.wait("select count(*) - 30 from qualification.outbox")
          try await platform.wait("select count(*) from qualification.outbox where attempts = 0")
          while try await !service.get("/metrics").body.contains("coopt_outbox_stuck 30") {
            try Task.checkCancellation()
          }
          #expect(try await service.get("/metrics").body.contains("coopt_outbox_pending 30"))
        }
      }
    }

    @Test("a process whose session was lost takes its rows over, though its former lock is not free")
    func lostSession() async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          try await service.becomesReady()
          let (owner, process) = try await platform.lock()
          // The session ends, and its lock is still held, as by the session of a host that the server waits for.
          let zombie = try await platform.connect()
          try await platform.pool.execute(["select pg_terminate_backend(\(process))"])
          try await zombie.query("select pg_advisory_lock(\(owner))")
          let left = try await platform.owe(1, owner: owner)
          #expect(try await platform.events.next().properties.messageID == left[0].description)
          try await platform.outboxEmpties()
          await zombie.close()
        }
      }
    }

    @Test("the outbox's metrics count rows, and the age of the oldest")
    func metrics() async throws {
      try await Platform.with { platform in
        let living = try await platform.connect()
        try await living.query("select pg_advisory_lock(\(Int64(2)))")
        _ = try await platform.owe(5, inRowsOf: 1, owner: 2)
        try await platform.pool.execute(["update qualification.outbox set created_at = now() - interval '90 seconds'"])
        try await platform.running { service in
          while try await !service.get("/metrics").body.contains("coopt_outbox_pending 5") {
            try Task.checkCancellation()
          }
          let line = try await service.get("/metrics").body.split(separator: "\n")
            .first { $0.hasPrefix("coopt_outbox_oldest_seconds ") }
          let age = try #require(line?.split(separator: " ").last.flatMap { Double($0) })
          #expect(age >= 90)
        }
        await living.close()
      }
    }

    @Test("what no queue takes stays owed and is counted; what nobody is meant to take is gone")
    func unroutable() async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          try await service.becomesReady()
          // The test's own queue takes all that the service says; without it, nobody is bound.
          try await AMQPTopologySession.with(AMQPConfiguration(url: platform.virtualHost.amqpURL)) { session in
            try await session.deleteQueue("test.events")
          }
          try await platform.send(try platform.candidate("Owed"))
          try await platform.wait(untilNone: false, "select count(*) from qualification.outbox where attempts > 0")
          #expect(try await service.get("/metrics").body.contains("coopt_messages_unroutable_total 1"))
        }
      }
    }
  }

  @Suite("Retention")
  struct RetentionTests {
    @Test("what was handled is forgotten after its time, answers too, and nothing grows")
    func forgets() async throws {
      try await Platform.with(settings: ["COOPT_RETENTION_DAYS": "0.00001"]) { platform in
        let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
        try await platform.running { _ in
          for _ in 0..<3 {
            try await platform.send(try (0..<500).map { try platform.candidate("Name \($0)") })
            try await platform.send(try platform.command(interview))
            _ = try await platform.replies.next()
            _ = try await platform.events.next(500)
            try await platform.wait("select count(*) from qualification.inbox")
            #expect(try await platform.count("select count(*) from qualification.inbox_replies") == 0)
          }
        }
      }
    }

    @Test("nothing is forgotten before its time")
    func remembers() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          let candidate = try platform.candidate("Once")
          try await platform.send(candidate)
          #expect(try await platform.toldNames(1) == ["Once"])
          try await platform.pool.execute(["update qualification.inbox set received_at = now() - interval '34 days'"])
        }
        try await platform.running { _ in
          try await platform.send(try platform.candidate("Other"))
          #expect(try await platform.toldNames(1) == ["Other"])
        }
        #expect(try await platform.count("select count(*) from qualification.inbox") == 2)
      }
    }
  }
}

extension Platform {
  /// Writes a row that ends in the midst of a message, or holds anything.
  func oweUnreadable(_ size: Int) async throws {
    try await pool.execute([
      """
      insert into qualification.outbox (outbox_id, owner, messages, created_at, due_at)
      values (gen_random_uuid(), 1, \(Data(repeating: 0x7F, count: size)), now() - interval '1 day',
        now() - interval '1 day')
      """
    ])
  }

  /// Writes a row whose message AMQP has no room for.
  func oweUnsendable() async throws {
    let message = OutboxMessage(
      id: UUID(),
      message: OutgoingMessage(
        exchange: Exchange.events.rawValue, routingKey: "qualification.test",
        properties: AMQPProperties(messageID: String(repeating: "é", count: 200)), body: Data()))
    let row = try OutboxStatements(schema: "qualification").insert(OutboxRow([message]), owner: 1)
    try await pool.execute([
      row, "update qualification.outbox set due_at = now() - interval '1 day' where attempts = 0",
    ])
  }

  /// The advisory lock of the running service, and the process that holds it.
  func lock() async throws -> (owner: Int64, process: Int32) {
    let rows = try await pool.query(
      """
      select (classid::bigint << 32) | objid::bigint, pid
      from pg_locks
      where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
      """)
    let (owner, process) = try rows[0].decode((Int64, Int32).self)
    return (owner, process)
  }
}
