import AMQPClient
import Failures
import Foundation
import Logging
import Observability
import ServiceRuntime
import TestStack
import Testing

extension ServiceRuntimeTests {
  @Suite("Answers to a node that died")
  struct DeadNodeTests {
    @Test(
      "a dead node's addresses end the connection that answers go over once, and take no answer to others with them",
      arguments: 0..<4 as Range<UInt64>)
    func oneStrike(seed: UInt64) async throws {
      try await TestVirtualHost.with { host in
        var generator = SeededGenerator(seed: seed)
        let broker = try AMQPConfiguration(url: host.amqpURL)
        try await AMQPTopologySession.with(broker) { try await $0.declareQueue("answers") }
        let (log, logApart) = (LogLines(), LogLines())
        let queues = AMQPPublisher(configuration: broker, logger: Self.logger(log))
        let untried = AMQPPublisher(configuration: broker, logger: Self.logger(logApart))
        let observed = ObservedQueue(broker, queue: "answers")
        let nodes = KnownNodes()
        let answers = ReplyPublisher(
          queues: queues, untried: untried, limits: FailureLimits(), logger: QuietLog.logger, nodes: nodes)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          for publisher in [queues, untried] { tasks.addTask { await publisher.run() } }
          tasks.addTask { await observed.run() }
          #expect(await queues.ready())
          #expect(await untried.ready())
          #expect(await observed.ready())

          // Answers reached callers at this node; then it died.
          let node = "reply@\(UInt32.random(in: 1_000_000...(.max), using: &generator))"
          let address = Self.address(at: node, using: &generator)
          nodes.learn(try #require(DirectReplyAddress(address)))
          for round in 1...3 {
            let toDead = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
              Self.answer(to: Self.address(at: node, using: &generator), "")
            }
            let toOthers = (0..<Int.random(in: 1...9, using: &generator)).map {
              Self.answer(to: "answers", "\(round).\($0)")
            }
            let all = (toDead + toOthers).shuffled(using: &generator)
            #expect(await answers.publish(all))
            // What was under way when the connection ended may come twice.
            var missing = Set(toOthers.map(\.body))
            while !missing.isEmpty { missing.remove(try await observed.next().body) }
            #expect(try !nodes.knows(#require(DirectReplyAddress(address))))
            #expect(log.count(of: "connected to the broker") == 2)
          }
          #expect(logApart.count(of: "connected to the broker") > 1)
          await observed.shutDown()
          await queues.shutDown()
          await untried.shutDown()
        }
      }
    }

    private static func logger(_ lines: LogLines) -> Logger {
      Logger(label: "test") { StructuredLogHandler(service: "test", label: $0, level: .info, write: lines.append) }
    }

    private static func answer(to address: String, _ text: String) -> OutgoingMessage {
      OutgoingMessage(exchange: "", routingKey: address, properties: AMQPProperties(), body: Data(text.utf8))
    }

    /// An address of a process at a node, as the broker writes it (Erlang, External Term Format: NEW_PID_EXT).
    private static func address(at node: String, using generator: inout SeededGenerator) -> String {
      let key = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64EncodedString()
      let process = [131, 88, 119, UInt8(node.utf8.count)] + Array(node.utf8) + Array(repeating: 1, count: 12)
      return "amq.rabbitmq.reply-to." + Data(process).base64EncodedString() + "." + key
    }
  }
}
