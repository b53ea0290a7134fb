import AMQPClient
import Foundation
import TestStack
import Testing

/// How messages reach the client.
enum Way: CaseIterable {
  case clear, encrypted

  /// Has a configuration of a broker's go this way.
  func apply(_ configuration: inout AMQPConfiguration, of broker: Broker) {
    let chosen = self == .clear ? broker.plain : broker.configuration
    configuration.usesTLS = chosen.usesTLS
    configuration.certificateAuthorityFile = chosen.certificateAuthorityFile
    configuration.endpoints = chosen.endpoints
  }
}

@Suite("Deliveries that cannot be read", .timeLimit(.minutes(15)))
struct UnreadableTests {
  /// Header tables that make trouble, as bytes without their length.
  private enum Malformation: CaseIterable {
    case noName, noNameInside, tooDeepLists, tooDeepTables
    /// With what the broker adds, its frame is longer than was agreed.
    case oversized
    /// Of a kind that the broker refuses: a relay makes it one on the way.
    case unknownKind

    var table: [UInt8] {
      switch self {
      case .noName: return short("") + [UInt8(ascii: "S")] + long(Array("v".utf8))
      case .noNameInside:
        return short("a") + [UInt8(ascii: "F")] + long(short("") + [UInt8(ascii: "t"), 1])
      case .tooDeepLists: return Self.lists(400)
      case .tooDeepTables: return Self.tables(400)
      case .oversized:
        return short("a") + [UInt8(ascii: "S")] + long([UInt8](repeating: UInt8(ascii: "x"), count: 131_034))
      case .unknownKind: return Self.kept
      }
    }

    static let kept = short("poison") + [UInt8(ascii: "t"), 1]
    static let changed = short("poison") + [UInt8(ascii: "Z"), 1]

    var code: Unreadable.Code? {
      switch self {
      case .noName, .noNameInside, .unknownKind: .malformed
      case .tooDeepLists, .tooDeepTables: .headersTooDeep
      case .oversized: nil
      }
    }

    static func lists(_ depth: Int) -> [UInt8] {
      var content: [UInt8] = [UInt8(ascii: "V")]
      for _ in 0..<depth { content = [UInt8(ascii: "A")] + long(content) }
      return short("a") + content
    }

    static func tables(_ depth: Int) -> [UInt8] {
      var content = short("a") + [UInt8(ascii: "V")]
      for _ in 0..<depth { content = short("a") + [UInt8(ascii: "F")] + long(content) }
      return content
    }
  }

  @Test(
    "what comes before and after one that cannot be read is delivered, wherever and however often it lies",
    arguments: Way.allCases)
  func neighbours(way: Way) async throws {
    var random = SeededGenerator(seed: 21)
    let messages = (0..<80).map { _ in
      Int.random(in: 0..<5, using: &random) == 0 ? Malformation.allCases.randomElement(using: &random) : nil
    }
    try await Broker.with(arguments: Self.rejectedToOther) { broker in
      let raw = try RawPublisher(broker.plain)
      for (number, malformation) in messages.enumerated() {
        try raw.publish(
          properties: properties(headers: malformation?.table ?? [], messageID: "\(number)"),
          body: Array("\(number)".utf8))
      }
      let relay = try #require(
        Relay(to: broker.plain.port) { piece in
          for range in piece.ranges(of: Malformation.kept) { piece.replaceSubrange(range, with: Malformation.changed) }
        })
      defer { relay.end() }
      try await throughRelay(relay, way) { change in
        try await broker.consuming(prefetch: 10, change) { consumer in
          var seen: Set<Int> = []
          while seen.count < messages.count {
            for delivery in try #require(await consumer.nextBatch(limit: 7)) {
              seen.insert(try Self.check(delivery, messages))
              await consumer.acknowledge([delivery.tag])
            }
          }
        }
      }
      #expect(try await broker.ready() == 0)
      #expect(relay.connections == 1)
    }
  }

  /// Has a configuration lead to a relay, which reads what it passes on: over TLS somebody before it ends that.
  private func throughRelay(
    _ relay: Relay, _ way: Way, _ body: ((inout AMQPConfiguration) -> Void) async throws -> Void
  ) async throws {
    guard way == .encrypted else {
      return try await body {
        $0.usesTLS = false
        $0.port = relay.port
      }
    }
    let authority = try TestAuthority()
    try await TestServer.encrypting(relay.port, as: try authority.identity()) { port in
      try await body {
        $0.usesTLS = true
        $0.certificateAuthorityFile = authority.certificate
        $0.port = port
      }
    }
  }

  private static let rejectedToOther: [String: AMQPFieldValue] = [
    "x-queue-type": "quorum", "x-dead-letter-exchange": "", "x-dead-letter-routing-key": .string(Broker.rejected),
  ]

  private static func check(_ delivery: Delivery, _ messages: [Malformation?]) throws -> Int {
    let number = try #require(Int(delivery.text))
    #expect(delivery.properties.messageID == delivery.text)
    #expect(delivery.unreadable?.code == messages[number]?.code)
    if let unreadable = delivery.unreadable {
      #expect(unreadable.headers != nil && delivery.properties.headers.isEmpty)
    }
    if messages[number] == .oversized { #expect(delivery.properties.headers["a"]?.string?.utf8.count == 131_034) }
    return number
  }

  @Test(
    "headers as deep as a frame has room for cost nobody anything", .timeLimit(.minutes(15)), arguments: Way.allCases)
  func deepest(way: Way) async throws {
    // A classic queue keeps the headers as bytes; the broker itself takes seconds to read them.
    try await Broker.with { broker in
      let raw = try RawPublisher(broker.plain)
      for table in [Malformation.lists(18_000), Malformation.tables(4_000)] {
        try raw.publish(properties: properties(headers: table, messageID: "deep"), body: [1])
      }
      try raw.publish(properties: properties(headers: [], messageID: "flat"), body: [2])
      try await broker.consuming(prefetch: 10) {
        way.apply(&$0, of: broker)
      } _: { consumer in
        let deliveries = try await consumer.take(3)
        #expect(deliveries.map(\.unreadable?.code) == [.headersTooDeep, .headersTooDeep, nil])
        #expect(deliveries.map(\.properties.messageID) == ["deep", "deep", "flat"])
        await consumer.acknowledge(deliveries.map(\.tag))
      }
      #expect(try await broker.ready() == 0)
    }
  }

  @Test("a body beyond the limit is left out, and said so; its neighbours have theirs", arguments: Way.allCases)
  func largeBodies(way: Way) async throws {
    var random = SeededGenerator(seed: 3)
    let limit = 200_000
    let sizes = [0, limit, limit + 1] + (0..<20).map { _ in Int.random(in: 0..<3 * limit, using: &random) }
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        _ = try await publisher.publish(
          sizes.map { size in
            var message = OutgoingMessage.text("\(size)")
            message.body = Data(repeating: UInt8(size % 251), count: size)
            return message
          })
      }
      try await broker.consuming {
        way.apply(&$0, of: broker)
        $0.bodyLimit = limit
      } _: { consumer in
        for (delivery, size) in zip(try await consumer.take(sizes.count), sizes) {
          #expect(delivery.properties.messageID == "\(size)")
          #expect(delivery.unreadable?.code == (size > limit ? .bodyTooLarge : nil))
          #expect(delivery.body == (size > limit ? Data() : Data(repeating: UInt8(size % 251), count: size)))
        }
      }
    }
  }

  @Test("what is rejected goes where the queue's policy says, as it was sent, and is gone here")
  func rejecting() async throws {
    try await Broker.with(arguments: Self.rejectedToOther) { broker in
      try await broker.declareRejected()
      try await broker.publishing { _ = try await $0.publish((0..<6).map { .text("\($0)") }) }
      try await broker.consuming { consumer in
        let deliveries = try await consumer.take(6)
        await consumer.reject([deliveries[0].tag, deliveries[3].tag, deliveries[5].tag])
        await consumer.reject([deliveries[3].tag])
        await consumer.acknowledge(deliveries.map(\.tag))
      }
      #expect(try await broker.ready() == 0)
      // The broker sends them there in its own time, after it has answered.
      try await broker.consuming(of: Broker.rejected) { consumer in
        let sentOn = try await consumer.take(3)
        #expect(sentOn.map(\.text).sorted() == ["0", "3", "5"])
        #expect(sentOn.allSatisfy { $0.properties.messageID == $0.text })
        await consumer.acknowledge(sentOn.map(\.tag))
      }
    }
  }

  @Test("bodies that nobody takes are left with the broker beyond a number of bytes", arguments: Way.allCases)
  func prefetchBytes(way: Way) async throws {
    let (count, size) = (120, 500_000)
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        for number in 0..<count {
          var message = OutgoingMessage.text("\(number)")
          message.body = Data(repeating: UInt8(number), count: size)
          _ = try await publisher.publish([message])
        }
      }
      try await broker.consuming(prefetch: 1000) {
        way.apply(&$0, of: broker)
        $0.prefetchBytes = 2_000_000
        $0.heartbeatSeconds = 1
      } _: { consumer in
        let connections = try await broker.virtualHost.connections(numbering: 1).map(\.name)
        // More than two heartbeats without anybody taking anything; the broker wakes the test.
        try await broker.waitForExpiry(milliseconds: 6000)
        #expect(consumer.buffered < 12_000_000)
        var seen = 0
        while seen < count {
          for delivery in try #require(await consumer.nextBatch(limit: 10)) {
            #expect(delivery.body == Data(repeating: UInt8(seen), count: size) && !delivery.isRedelivered)
            seen += 1
            await consumer.acknowledge([delivery.tag])
          }
        }
        let after = try await broker.virtualHost.connections(numbering: 1).map(\.name)
        #expect(after == connections)
      }
      #expect(try await broker.ready() == 0)
    }
  }
}
