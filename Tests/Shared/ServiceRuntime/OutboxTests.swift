import AMQPClient
import Foundation
import Messages
import PostgreSQLClient
import MessageHandling
import ServiceRuntime
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Outbox")
  struct OutboxTests {
    @Test("rows of a process that is gone are published once, even by two replicas at a time")
    func deadOwner() async throws {
      try await Platform.with { platform in
        let ids = try await platform.owe(300, inRowsOf: 7, owner: 1)
        try await platform.running { _ in
          try await platform.running { _ in
            let told = try await platform.events.next(300)
            let places = Dictionary(
              uniqueKeysWithValues: told.enumerated().map { ($1.properties.messageID, $0) })
            #expect(Set(places.keys) == Set(ids.map(\.description)))
            // What one transaction owed keeps its order.
            for start in stride(from: 0, to: 300, by: 7) {
              let row = ids[start..<min(start + 7, 300)].map { places[$0.description] ?? -1 }
              #expect(row == row.sorted())
            }
            try await platform.outboxEmpties()
            try await platform.expectNothingMore()
          }
        }
      }
    }

    @Test("rows of a process that lives are left to it, and taken once it is gone")
    func livingOwner() async throws {
      try await Platform.with { platform in
        let living = try await platform.connect()
        try await living.query("select pg_advisory_lock(\(Int64(2)))")
        let left = try await platform.owe(1, owner: 2)
        try await platform.running { _ in
          // A sweep that published the one has seen the other.
          let swept = try await platform.owe(1, owner: 3)
          #expect(try await platform.events.next().properties.messageID == swept[0].description)
          #expect(try await platform.count("select count(*)::bigint from qualification.outbox where owner = 2") == 1)
          await living.close()
          #expect(try await platform.events.next().properties.messageID == left[0].description)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("a row of its own that it does not know of, as after a commit whose answer was lost, is published")
    func ownRow() async throws {
      try await Platform.with { platform in
        try await platform.running { service in
          try await service.becomesReady()
          let owner = try await platform.pool.query(
            """
            select (classid::bigint << 32) | objid::bigint
            from pg_locks
            where locktype = 'advisory' and granted
              and database = (select oid from pg_database where datname = current_database())
            """)
          let ids = try await platform.owe(1, owner: try owner[0].decode(Int64.self))
          #expect(try await platform.events.next().properties.messageID == ids[0].description)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("properties and headers of every kind survive the outbox")
    func properties() async throws {
      try await Platform.with { platform in
        var event = try platform.candidate("x")
        event.body = Data("no JSON".utf8)
        event.properties = AMQPProperties(
          contentType: "text/plain", contentEncoding: "identity",
          headers: [
            "text": "é", "number": -7, "yes": true, "half": .double(0.5), "when": .timestamp(1_700_000_000),
            "list": .array(["a", 1]), "table": .table(["inner": .null]), "nothing": .null,
          ],
          correlationID: "c", messageID: "m", timestamp: 1_700_000_001, type: "t", appID: "a")
        try await platform.send(event)
        try await platform.running { _ in
          let letter = try await platform.deadLetters.next()
          var kept = letter.properties
          #expect(kept.headers["x-coopt-user-id"] == kept.userID.map { .string($0) })
          for name in ["reason", "detail", "queue", "attempts", "exchange", "routing-key", "time", "user-id"] {
            kept.headers["x-coopt-\(name)"] = nil
          }
          kept.userID = nil
          #expect(kept == event.properties)
        }
      }
    }
  }
}

extension Platform {
  /// Writes rows as a process leaves them that died between its commit and the broker's confirms.
  func owe(_ count: Int, inRowsOf size: Int = 1, owner: Int64) async throws -> [MessageID] {
    let ids = (0..<count).map { _ in MessageID.make() }
    let statements = OutboxStatements(schema: "qualification")
    var rows: [Statement] = []
    for start in stride(from: 0, to: count, by: size) {
      let messages = ids[start..<min(start + size, count)].map { id in
        OutboxMessage(
          id: id.rawValue,
          message: OutgoingMessage(
            exchange: Exchange.events.rawValue, routingKey: "qualification.test",
            properties: AMQPProperties(messageID: id.description), body: Data()))
      }
      rows.append(try statements.insert(OutboxRow(messages), owner: owner))
    }
    try await pool.execute(rows + ["update qualification.outbox set created_at = now() - interval '10 seconds'"])
    return ids
  }

  /// A message sent now would come behind any that was sent before.
  func expectNothingMore() async throws {
    try await send(try candidate("Nothing more"))
    #expect(try await toldNames(1) == ["Nothing more"])
  }

  /// A session of its own.
  func connect() async throws -> PostgreSQLConnection {
    try await PostgreSQLConnection.connect(pool.configuration, logger: QuietLog.logger)
  }
}
