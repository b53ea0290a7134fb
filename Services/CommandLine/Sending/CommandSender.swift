import AMQPClient
import Logging
import Messages
import Topology
import Vocabulary

/// Sends one command and waits for its reply.
package struct CommandSender: Sendable {
  private let configuration: AMQPConfiguration
  private let timeout: Duration

  /// A sender that waits so long, all in all.
  package init(_ configuration: AMQPConfiguration, timeout: Duration) {
    self.configuration = configuration
    self.timeout = timeout
  }

  /// The reply to a command; throws a failure when it cannot be sent or is not answered in time.
  package func reply(to command: OutgoingCommand) async throws -> CommandReply {
    let queue = ExclusiveQueue(name: "staff.coopt.\(MessageID.make())")
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let consumer = AMQPConsumer(configuration: configuration, exclusive: queue, prefetch: 1, logger: logger)
    let publisher = AMQPPublisher(configuration: configuration, logger: logger)
    let reply = try await withThrowingTaskGroup(of: CommandReply?.self) { tasks in
      tasks.addTask {
        await consumer.run(); return nil
      }
      tasks.addTask {
        await publisher.run(); return nil
      }
      tasks.addTask { try await exchange(command, publisher, consumer) }
      tasks.addTask {
        try await Task.sleep(for: timeout)
        throw unanswered(command)
      }
      defer { tasks.cancelAll() }
      while let outcome = try await tasks.next() {
        if let outcome { return outcome }
      }
      throw unanswered(command)
    }
    return reply
  }

  private func exchange(
    _ command: OutgoingCommand, _ publisher: AMQPPublisher, _ consumer: AMQPConsumer
  ) async throws -> CommandReply {
    try await requireConnection(consumer.attempted())
    try await requireConnection(publisher.attempted())
    try await publish(command, publisher, replyTo: consumer.queue)
    while let delivery = await consumer.nextBatch(limit: 1)?.first {
      await consumer.acknowledge([delivery.tag])
      // The queue's name is no secret, and others may write to any queue: the broker says who did.
      if isAnswer(delivery, to: command) { return try CommandReply(delivery.body) }
    }
    throw unanswered(command)
  }

  private func isAnswer(_ delivery: Delivery, to command: OutgoingCommand) -> Bool {
    guard let service = ServiceName(rawValue: command.type.service) else { return true }
    return Senders.isAnswer(by: delivery.properties.userID, for: service)
  }

  private func requireConnection(_ status: ConnectionStatus) throws(CommandFailure) {
    switch status {
    case .disconnected(let error?): throw CommandFailure(error)
    case .disconnected(nil), .stopped: throw CommandFailure(.unavailable, "no connection to \(configuration.address)")
    case .blocked(let reason): throw CommandFailure(.unavailable, "the broker takes no messages: \(reason)")
    case .connected: return
    }
  }

  private func publish(
    _ command: OutgoingCommand, _ publisher: AMQPPublisher, replyTo queue: String
  ) async throws {
    let message = try command.message(replyTo: queue)
    let outcome: PublishOutcome?
    do throws(AMQPError) {
      outcome = try await publisher.publish([message]).first
    } catch {
      throw CommandFailure(error)
    }
    switch outcome {
    case .confirmed: return
    case .returned(_, let text): throw CommandFailure(.unavailable, "the broker has no queue for it: \(text)")
    case .unsendable(let reason): throw CommandFailure(.usage, "it cannot be sent: \(reason)")
    case .rejected: throw CommandFailure(.unavailable, "the broker did not take it; send it again later")
    case .unknown, nil:
      throw CommandFailure(
        .unavailable, "the connection was lost while it was sent; repeat it with --id \(command.id): it is done once")
    }
  }

  private func unanswered(_ command: OutgoingCommand) -> CommandFailure {
    CommandFailure(
      .unavailable,
      "no reply from \(command.type.service) within \(timeout.seconds) s; it may still be done."
        + " Repeat it with --id \(command.id) for the reply: it is done once")
  }
}

extension Duration {
  /// Seconds with as few digits as they need.
  fileprivate var seconds: String {
    let seconds = self / .seconds(1)
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
