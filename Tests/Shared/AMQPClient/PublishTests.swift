import AMQPClient
import Foundation
import Logging
import TestStack
import Testing

@Suite("Publishing to the broker", .timeLimit(.minutes(15)))
struct PublishTests {
  @Test("a message that reached a queue is confirmed")
  func confirmed() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        let none = try await publisher.publish([])
        #expect(none.isEmpty)
        let both = try await publisher.publish([.text("a"), .text("b")])
        #expect(both == [.confirmed, .confirmed])
      }
      #expect(try await broker.ready() == 2)
    }
  }

  @Test("a message that reaches no queue is returned, its neighbours are confirmed")
  func returned() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        let outcomes = try await publisher.publish([.text("a"), .text("b", to: "nowhere"), .text("c")])
        #expect(outcomes == [.confirmed, .returned(replyCode: 312, text: "NO_ROUTE"), .confirmed])
      }
    }
  }

  @Test("many returns with large bodies do not stall the connection")
  func manyReturns() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        let large = (0..<300).map { number in
          OutgoingMessage(
            exchange: "", routingKey: "nowhere", properties: AMQPProperties(messageID: "\(number)"),
            body: Data(repeating: 0x20, count: 100_000))
        }
        let outcomes = try await publisher.publish(large)
        #expect(outcomes.allSatisfy { $0 == .returned(replyCode: 312, text: "NO_ROUTE") })
      }
    }
  }

  @Test("bodies of every size around that of a frame arrive whole and in order")
  func frameSizes() async throws {
    let frame = 131_072 - 8
    let sizes = [0, 1, frame - 1, frame, frame + 1, 2 * frame, 700_000, 3]
    let bodies = sizes.map { size in Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }) }
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        let outcomes = try await publisher.publish(
          bodies.map {
            OutgoingMessage(
              exchange: "", routingKey: Broker.queue, properties: AMQPProperties(headers: ["x": "é"]), body: $0)
          })
        #expect(outcomes.allSatisfy { $0 == .confirmed })
      }
      try await broker.consuming { consumer in
        var arrived: [Delivery] = []
        while arrived.count < sizes.count {
          arrived += try #require(await consumer.nextBatch(limit: 10))
        }
        #expect(arrived.map(\.body) == bodies)
        #expect(
          arrived.allSatisfy {
            $0.properties == AMQPProperties(headers: ["x": "é"], userID: broker.configuration.user)
          })
      }
    }
  }

  @Test("a full queue that refuses makes the broker reject")
  func rejected() async throws {
    try await Broker.with(arguments: ["x-max-length": 1, "x-overflow": "reject-publish"]) { broker in
      try await broker.publishing { publisher in
        let outcomes = [try await publisher.publish([.text("a")]), try await publisher.publish([.text("b")])]
        #expect(outcomes == [[.confirmed], [.rejected]])
      }
    }
  }

  @Test("an exchange that is not there costs the connection, whose outcomes are unknown; the next one works")
  func missingExchange() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        let lost = try await publisher.publish([.text("a", exchange: "none")])
        #expect(lost == [.unknown])
        #expect(await publisher.ready())
        let next = try await publisher.publish([.text("b")])
        #expect(next == [.confirmed])
      }
    }
  }

  @Test("what AMQP has no room for is not sent, and costs its neighbours nothing")
  func unsendable() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        var crowded = OutgoingMessage.text("c")
        crowded.properties.headers["large"] = .string(String(repeating: "x", count: 140_000))
        var fitting = OutgoingMessage.text("d")
        fitting.properties.headers["large"] = .string(String(repeating: "x", count: 130_000))
        let outcomes = try await publisher.publish(
          [.text("a"), .text("b", to: String(repeating: "k", count: 256)), crowded, fitting])
        #expect(outcomes[0] == .confirmed && outcomes[3] == .confirmed)
        #expect(outcomes[1] == .unsendable("its routing key is longer than 255 bytes"))
        #expect(outcomes[2] == .unsendable("its headers do not fit into a frame of 131072 bytes"))
      }
    }
  }

  @Test("tasks that publish at once each get the outcomes of their own messages")
  func concurrent() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        try await withThrowingTaskGroup(of: Bool.self) { tasks in
          for number in 0..<40 {
            tasks.addTask {
              let isRoutable = number.isMultiple(of: 2)
              let messages = (0..<50).map {
                OutgoingMessage.text("\(number)-\($0)", to: isRoutable ? Broker.queue : "nowhere")
              }
              let expected = isRoutable ? PublishOutcome.confirmed : .returned(replyCode: 312, text: "NO_ROUTE")
              return try await publisher.publish(messages) == Array(repeating: expected, count: 50)
            }
          }
          for try await isRight in tasks { #expect(isRight) }
        }
      }
      #expect(try await broker.ready() == 1000)
    }
  }

  @Test("without a connection nothing is sent, and that is said")
  func notConnected() async throws {
    let configuration = try AMQPConfiguration(url: try TestStack.adminAMQPURL)
    let publisher = AMQPPublisher(configuration: configuration, logger: Logger(label: "test"))
    do throws(AMQPError) {
      _ = try await publisher.publish([.text("a")])
      Issue.record("published without a connection")
    } catch {
      #expect(error.code == .notConnected && error.isRetriable)
    }
  }

  @Test("a connection that is cut leaves no publish waiting, and is made again")
  func cut() async throws {
    try await Broker.with { broker in
      try await broker.publishing { publisher in
        try await broker.virtualHost.closeConnections(try await broker.virtualHost.connections(numbering: 1))
        var outcomes: [PublishOutcome] = []
        while outcomes != [.confirmed] {
          #expect(await publisher.ready())
          outcomes = (try? await publisher.publish([.text("a")])) ?? []
        }
      }
    }
  }

  @Test("after shutting down the broker has no connection of ours")
  func shutDown() async throws {
    try await Broker.with { broker in
      try await broker.publishing { _ in
        try await broker.consuming { _ in
          _ = try await broker.virtualHost.connections(numbering: 2)
        }
      }
      _ = try await broker.virtualHost.connections(numbering: 0)
    }
  }
}
