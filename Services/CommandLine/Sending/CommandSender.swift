import AMQPClient
import Logging
import Messages
import Vocabulary

/// Sends commands and waits for their replies, over a connection of its own.
package struct CommandSender: Sendable {
  private let configuration: AMQPConfiguration
  private let queuePrefix: String
  private let timeout: Duration

  /// A sender that waits so long for its connection, and for each reply.
  ///
  /// It is answered at a queue of its own, whose name begins as the login's queues do.
  package init(_ configuration: AMQPConfiguration, queuePrefix: String = "staff.", timeout: Duration) {
    self.configuration = configuration
    self.queuePrefix = queuePrefix
    self.timeout = timeout
  }

  /// The reply to a command; throws a failure when it cannot be sent or is not answered in time, all in all.
  package func reply(to command: OutgoingCommand) async throws -> CommandReply {
    let deadline = ContinuousClock.now + timeout
    return try await conversing { try await $0.reply(to: command, within: deadline - .now) }
  }

  /// Runs the body with a connection for as many commands as it likes, one after the other.
  ///
  /// Throws a failure when there is no connection in time, and what the body throws.
  package func conversing<Outcome>(
    _ body: (CommandConversation) async throws -> Outcome
  ) async throws -> Outcome {
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let consumer = AMQPConsumer(
      configuration: configuration, exclusive: ExclusiveQueue(name: "\(queuePrefix)coopt.\(MessageID.make())"),
      prefetch: 1, logger: logger)
    let publisher = AMQPPublisher(configuration: configuration, logger: logger)
    let keeping = [Task { await consumer.run() }, Task { await publisher.run() }]
    let outcome = await Result {
      try await connect(consumer, publisher)
      return try await body(CommandConversation(consumer, publisher, timeout: timeout))
    }
    await consumer.shutDown()
    await publisher.shutDown()
    for task in keeping { await task.value }
    return try outcome.get()
  }

  private func connect(_ consumer: AMQPConsumer, _ publisher: AMQPPublisher) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        try requireConnection(await consumer.attempted())
        try requireConnection(await publisher.attempted())
      }
      tasks.addTask {
        try await Task.sleep(for: timeout)
        throw CommandFailure(.unavailable, "no connection to \(configuration.address) within \(timeout.seconds) s")
      }
      defer { tasks.cancelAll() }
      try await tasks.next()
    }
  }

  private func requireConnection(_ status: ConnectionStatus) throws(CommandFailure) {
    switch status {
    case .disconnected(let error?): throw CommandFailure(error)
    case .disconnected(nil), .stopped: throw CommandFailure(.unavailable, "no connection to \(configuration.address)")
    case .blocked(let reason): throw CommandFailure(.unavailable, "the broker takes no messages: \(reason)")
    case .connected: return
    }
  }
}
