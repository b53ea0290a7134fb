import AMQPClient
import Foundation
import TestStack
import Testing

@Suite("Consuming from the broker", .timeLimit(.minutes(15)))
struct ConsumeTests {
  @Test("messages come in the queue's order, and are gone once acknowledged")
  func order() async throws {
    try await Broker.with { broker in
      let texts = (0..<500).map { "\($0)" }
      try await broker.publishing { _ = try await $0.publish(texts.map { .text($0) }) }
      try await broker.consuming { consumer in
        var seen: [String] = []
        while seen.count < texts.count {
          let batch = try #require(await consumer.nextBatch(limit: 33))
          #expect(batch.count <= 33 && !batch.isEmpty && batch.allSatisfy { !$0.isRedelivered })
          seen += batch.map(\.text)
          await consumer.acknowledge(batch.map(\.tag))
        }
        #expect(seen == texts)
      }
      #expect(try await broker.ready() == 0)
    }
  }

  @Test("no more than the prefetch is out at a time, and a late acknowledgement holds up nobody")
  func prefetch() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ = try await $0.publish((0..<10).map { .text("\($0)") }) }
      try await broker.consuming(prefetch: 3) { consumer in
        let first = try await consumer.take(3)
        #expect(try await broker.ready() == 7)
        await consumer.acknowledge([first[1].tag, first[2].tag])
        let next = try await consumer.take(2)
        #expect(next.map(\.text) == ["3", "4"])
        #expect(try await broker.ready() == 5)
        await consumer.acknowledge([first[0].tag] + next.map(\.tag))
        #expect(try await consumer.take(3).map(\.text) == ["5", "6", "7"])
      }
      #expect(try await broker.ready() == 5)
    }
  }

  @Test("what was not acknowledged comes again after a reconnect, and old tags are void")
  func redelivery() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ = try await $0.publish([.text("a"), .text("b"), .text("c")]) }
      try await broker.consuming { consumer in
        let before = try await consumer.take(3)
        await consumer.acknowledge([before[0].tag])
        // An answer to a question on the same connection's queue comes after the acknowledgement.
        try await broker.virtualHost.closeConnections(try await broker.virtualHost.connections(numbering: 1))
        let after = try await consumer.take(2)
        #expect(after.map(\.text) == ["b", "c"] && after.allSatisfy(\.isRedelivered))
        await consumer.acknowledge(before.map(\.tag))
        await consumer.acknowledge([after[0].tag])
      }
      #expect(try await broker.ready() == 1)
    }
  }

  @Test("when its queue is deleted the consumer says so and tries again, until there is a queue")
  func queueDeleted() async throws {
    try await Broker.with { broker in
      try await broker.consuming { consumer in
        try await AMQPTopologySession.with(broker.configuration) { try await $0.deleteQueue(Broker.queue) }
        while consumer.status.isReady { await Task.yield() }
        guard case .disconnected(let error?) = consumer.status else {
          Issue.record("\(consumer.status)")
          return
        }
        #expect(error.code == .consumerCancelled || error.replyCode == 404)
        try await AMQPTopologySession.with(broker.configuration) { try await $0.declareQueue(Broker.queue) }
        #expect(await consumer.ready())
      }
    }
  }

  @Test("20 000 messages go through, each once")
  func throughput() async throws {
    try await Broker.with { broker in
      let total = 20_000
      try await broker.publishing { publisher in
        try await broker.consuming(prefetch: 2000) { consumer in
          async let published: Void = {
            for start in stride(from: 0, to: total, by: 1000) {
              let outcomes = try await publisher.publish((start..<start + 1000).map { .text("\($0)") })
              #expect(outcomes.allSatisfy { $0 == .confirmed })
            }
          }()
          var seen: [String] = []
          while seen.count < total {
            let batch = try #require(await consumer.nextBatch(limit: 500))
            seen += batch.map(\.text)
            await consumer.acknowledge(batch.map(\.tag))
          }
          try await published
          #expect(seen == (0..<total).map { "\($0)" })
        }
      }
      #expect(try await broker.ready() == 0)
    }
  }

  @Test("a body of five megabytes arrives as it was, and so does an empty one")
  func bodies() async throws {
    try await Broker.with { broker in
      var large = OutgoingMessage.text("large")
      large.body = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      var empty = OutgoingMessage.text("empty")
      empty.body = Data()
      try await broker.publishing { _ = try await $0.publish([large, empty]) }
      try await broker.consuming {
        $0.bodyLimit = 5_000_000
      } _: { consumer in
        let deliveries = try await consumer.take(2)
        #expect(deliveries[0].body == large.body)
        #expect(deliveries[1].body.isEmpty)
      }
    }
  }

  @Test("properties and headers of every kind arrive as they were")
  func properties() async throws {
    try await Broker.with { broker in
      var message = OutgoingMessage.text("x")
      message.properties = AMQPProperties(
        contentType: "application/json", contentEncoding: "utf-8",
        headers: [
          "text": "é🙂", "empty": "", "number": .integer(.min), "yes": true, "no": false, "half": .double(0.5),
          "when": .timestamp(1_700_000_000), "list": .array(["a", 1, .array([]), .table(["deep": .null])]),
          "table": .table(["inner": .table(["x": "y"])]), "no list": .array([]), "no table": .table([:]),
          "nothing": .null, "long": .string(String(repeating: "x", count: 20_000)),
        ],
        isPersistent: false, correlationID: "c", replyTo: "r", expiration: "60000", messageID: "m",
        timestamp: 1_700_000_001, type: "t", userID: broker.configuration.user, appID: "a")
      try await broker.publishing { _ = try await $0.publish([message]) }
      try await broker.consuming { consumer in
        let delivery = try await consumer.take(1)[0]
        #expect(delivery.properties == message.properties)
        #expect(delivery.exchange == "" && delivery.routingKey == Broker.queue)
      }
    }
  }

  @Test("an idle connection outlives its heartbeats")
  func heartbeats() async throws {
    try await Broker.with { broker in
      try await AMQPTopologySession.with(broker.configuration) { session in
        try await session.declareQueue(
          "later", arguments: ["x-dead-letter-exchange": "", "x-dead-letter-routing-key": .string(Broker.queue)])
      }
      let eachSecond: (inout AMQPConfiguration) -> Void = { $0.heartbeatSeconds = 1 }
      try await broker.publishing(eachSecond) { publisher in
        try await broker.consuming(eachSecond) { consumer in
          let connections = try await broker.virtualHost.connections(numbering: 2).map(\.name)
          // The broker wakes the test: the message expires after more than two heartbeats, and moves to the queue.
          var message = OutgoingMessage.text("wake", to: "later")
          message.properties.expiration = "5000"
          #expect(try await publisher.publish([message]) == [.confirmed])
          #expect(try await consumer.take(1)[0].text == "wake")
          #expect(try await publisher.publish([.text("still here")]) == [.confirmed])
          #expect(try await consumer.take(1)[0].text == "still here")
          #expect(Set(try await broker.virtualHost.connections().map(\.name)) == Set(connections))
        }
      }
    }
  }

  @Test("cancelling who waits for a batch ends the waiting")
  func cancellation() async throws {
    try await Broker.with { broker in
      try await broker.consuming { consumer in
        let waiting = Task { await consumer.nextBatch(limit: 1) }
        waiting.cancel()
        #expect(await waiting.value == nil)
        try await broker.publishing { _ = try await $0.publish([.text("a")]) }
        #expect(try await consumer.take(1).map(\.text) == ["a"])
      }
    }
  }
}
