import AMQPClient
import TestStack
import Testing

@Suite("Acknowledgements that are told late", .timeLimit(.minutes(15)))
struct LateAcknowledgementTests {
  private static func late(_ delay: Duration) -> (inout AMQPConfiguration) -> Void {
    { $0.acknowledgementDelay = delay }
  }

  @Test("the broker hears of what is done when its time is up, without anything else happening")
  func inTime() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ = try await $0.publish((0..<9).map { .text("\($0)") }) }
      try await broker.consuming(prefetch: 8, Self.late(.milliseconds(20))) { consumer in
        let first = try await consumer.take(8)
        await consumer.acknowledge([first[0].tag])
        // The ninth comes once the broker knows that one of eight is done.
        #expect(try await consumer.take(1).map(\.text) == ["8"])
      }
      #expect(try await broker.ready() == 8)
    }
  }

  @Test("however late it may be, it never keeps the broker from delivering")
  func neverStarves() async throws {
    try await Broker.with { broker in
      let texts = (0..<200).map { "\($0)" }
      try await broker.publishing { _ = try await $0.publish(texts.map { .text($0) }) }
      try await broker.consuming(prefetch: 8, Self.late(.seconds(3600))) { consumer in
        var seen: [String] = []
        while seen.count < texts.count {
          let batch = try #require(await consumer.nextBatch(limit: 3))
          seen += batch.map(\.text)
          await consumer.acknowledge(batch.map(\.tag))
        }
        #expect(seen == texts)
      }
      #expect(try await broker.ready() == 0)
    }
  }

  @Test(
    "the end of the connection is not too late; what is rejected or given back meanwhile is not done with the others")
  func goodbye() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ = try await $0.publish((0..<10).map { .text("\($0)") }) }
      try await broker.consuming(Self.late(.seconds(3600))) { consumer in
        let taken = try await consumer.take(10)
        await consumer.acknowledge([taken[0].tag, taken[2].tag])
        await consumer.reject([taken[1].tag, taken[3].tag])
        await consumer.acknowledge([taken[4].tag, taken[0].tag])
        await consumer.giveBack([taken[5].tag])
        #expect(try await consumer.take(1).map(\.text) == ["5"])
      }
      try await broker.consuming { consumer in
        let left = try await consumer.take(5).map(\.text)
        #expect(Set(left) == ["5", "6", "7", "8", "9"])
      }
    }
  }

  @Test("what was done and not told when the connection is lost comes again, and once more it can be done")
  func lost() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ = try await $0.publish([.text("a"), .text("b")]) }
      try await broker.consuming(Self.late(.seconds(3600))) { consumer in
        let before = try await consumer.take(2)
        await consumer.acknowledge([before[0].tag])
        try await broker.virtualHost.closeConnections(try await broker.virtualHost.connections(numbering: 1))
        let after = try await consumer.take(2)
        #expect(after.map(\.text) == ["a", "b"] && after.allSatisfy(\.isRedelivered))
        await consumer.acknowledge([before[1].tag, after[0].tag])
      }
      #expect(try await broker.ready() == 1)
    }
  }
}
