import AMQPClient
import Logging
import Observability

/// Gives the answers of a committed batch, over a connection of their own.
///
/// Where an answer goes is the caller's word. RabbitMQ 3.10 ends the connection over a direct reply-to that only looks
/// like one, and that connection must not be the one that owes events to everybody else.
struct ReplyPublisher: Sendable {
  let publisher: AMQPPublisher
  let logger: Logger

  /// How often one answer is tried at most; whoever misses it repeats the command.
  private static let attemptLimit = 5

  /// Returns once every answer is confirmed, has no taker, or is given up; false when the publisher was shut down before.
  func publish(_ replies: [OutgoingMessage]) async -> Bool {
    var owed = replies.map { Owed(message: $0) }
    var backoff = ReconnectBackoff(base: 0.1, maximum: 2)
    while !owed.isEmpty {
      guard await publisher.ready() else { return false }
      // Together at first. Once something went wrong one by one, so that the one at fault takes no other with it.
      let count = owed[0].failures == 0 ? owed.count : 1
      guard let outcomes = try? await publisher.publish(owed[..<count].map(\.message)) else {
        guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { return false }
        continue
      }
      let failed = zip(owed, outcomes).compactMap(stillOwed)
      owed = owed[count...] + failed
      if !failed.isEmpty, (try? await Task.sleep(for: .seconds(backoff.next()))) == nil { return false }
    }
    return true
  }

  /// The answer, where it is to be tried again.
  ///
  /// A returned one has no taker, or went to direct reply-to, which RabbitMQ 3.10 returns although it arrived.
  private func stillOwed(_ reply: Owed, _ outcome: PublishOutcome) -> Owed? {
    var reply = reply
    switch outcome {
    case .confirmed, .returned, .unsendable: return nil
    case .unknown, .rejected:
      reply.failures += 1
      if reply.failures < Self.attemptLimit { return reply }
      logger.warning(
        "an answer is given up: its queue takes no more, or is none",
        metadata: ["routing_key": "\(reply.message.routingKey)", LogKey.attempts: "\(reply.failures)"])
      return nil
    }
  }

  /// An answer that is not confirmed yet.
  private struct Owed {
    let message: OutgoingMessage
    var failures = 0
  }
}
