import AMQPClient
import Logging
import TestStack
import Testing

@Suite("Queues of one connection's own", .timeLimit(.minutes(15)))
struct ExclusiveQueueTests {
  private static let mine = ExclusiveQueue(
    name: "mine", bindings: [ExclusiveQueue.Binding(exchange: "amq.topic", routingKey: "a.#")])

  private func consuming(_ broker: Broker, _ body: (AMQPConsumer) async throws -> Void) async throws {
    let consumer = AMQPConsumer(
      configuration: broker.configuration, exclusive: Self.mine, prefetch: 10,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await consumer.run() }
      #expect(await consumer.attempted() == .connected)
      try await body(consumer)
      await consumer.shutDown()
    }
  }

  @Test("what its bindings mean comes, again after a reconnect, and the queue is gone with the consumer")
  func life() async throws {
    try await Broker.with { broker in
      try await consuming(broker) { consumer in
        try await broker.publishing { publisher in
          _ = try await publisher.publish([
            .text("1", to: "b", exchange: "amq.topic"), .text("2", to: "a.b", exchange: "amq.topic"),
          ])
        }
        let first = try await consumer.take(1)[0]
        #expect(first.text == "2")
        try await broker.virtualHost.closeConnections(try await broker.virtualHost.connections(numbering: 1))
        try await broker.publishing { publisher in
          try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
              while !Task.isCancelled {
                _ = try await publisher.publish([.text("3", to: "a", exchange: "amq.topic")])
              }
            }
            while try await consumer.take(1)[0].tag.isOfSameConnection(as: first.tag) {}
            tasks.cancelAll()
          }
        }
      }
      let error = await #expect(throws: AMQPError.self) {
        try await AMQPTopologySession.with(broker.configuration) { try await $0.messageCount(of: Self.mine.name) }
      }
      #expect(error?.replyCode == 404)
    }
  }

  @Test("whoever would rather give up hears of the first failure, and that it was stopped")
  func attempted() async throws {
    try await Broker.with { broker in
      let consumer = AMQPConsumer(
        configuration: broker.configuration, queue: "absent", prefetch: 1,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await consumer.run() }
        guard case .disconnected(let error?) = await consumer.attempted() else {
          Issue.record("\(consumer.status)")
          return
        }
        #expect(error.replyCode == 404)
        await consumer.shutDown()
      }
      #expect(await consumer.attempted() == .stopped)
    }
  }

  @Test("whoever waits for the end of a connection hears of it, and at once where there is none")
  func lost() async throws {
    try await Broker.with { broker in
      try await consuming(broker) { consumer in
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask { await consumer.lost() }
          let connections = try await broker.virtualHost.connections(numbering: 1)
          try await broker.virtualHost.closeConnections(connections)
          try await tasks.next()
          #expect(await consumer.ready())
        }
      }
      let consumer = AMQPConsumer(
        configuration: broker.configuration, queue: "absent", prefetch: 1,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      await consumer.lost()
    }
  }
}
