import AMQPClient
import Messages
import Topology
import Vocabulary

/// One connection over which commands are sent one after the other, each with its reply.
package struct CommandConversation: Sendable {
  private let consumer: AMQPConsumer
  private let publisher: AMQPPublisher
  private let timeout: Duration

  init(_ consumer: AMQPConsumer, _ publisher: AMQPPublisher, timeout: Duration) {
    self.consumer = consumer
    self.publisher = publisher
    self.timeout = timeout
  }

  /// The reply to a command; throws a failure when it cannot be sent or is not answered in time, which ends the
  /// conversation.
  package func reply(to command: OutgoingCommand) async throws -> CommandReply {
    try await reply(to: command, within: timeout)
  }

  func reply(to command: OutgoingCommand, within left: Duration) async throws -> CommandReply {
    try await withThrowingTaskGroup(of: CommandReply.self) { tasks in
      tasks.addTask { try await exchange(command) }
      tasks.addTask {
        try await Task.sleep(for: left)
        throw unanswered(command)
      }
      defer { tasks.cancelAll() }
      do {
        guard let reply = try await tasks.next() else { throw unanswered(command) }
        return reply
      } catch {
        // Whoever waits for a confirm that does not come hears nothing of a cancellation.
        await publisher.shutDown()
        throw error
      }
    }
  }

  private func exchange(_ command: OutgoingCommand) async throws -> CommandReply {
    try await publish(command)
    while let delivery = await consumer.nextBatch(limit: 1)?.first {
      await consumer.acknowledge([delivery.tag])
      // The queue's name is no secret, and others may write to any queue: the broker says who did. What was asked before
      // may be answered late.
      if isAnswer(delivery, to: command) { return try CommandReply(delivery.body) }
    }
    throw unanswered(command)
  }

  private func isAnswer(_ delivery: Delivery, to command: OutgoingCommand) -> Bool {
    guard delivery.properties.correlationID == command.id.description else { return false }
    return command.answering.map { Senders.isAnswer(by: delivery.properties.userID, for: $0) } ?? true
  }

  private func publish(_ command: OutgoingCommand) async throws {
    let message = try command.message(replyTo: consumer.queue)
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
      "no reply from \(command.answerer) within \(timeout.seconds) s; it may still be done."
        + " Repeat it with --id \(command.id) for the reply: it is done once")
  }
}

extension Duration {
  /// Seconds with as few digits as they need.
  var seconds: String {
    let seconds = self / .seconds(1)
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
