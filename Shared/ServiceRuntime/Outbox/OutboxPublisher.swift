import AMQPClient
import FoundationEssentials
import Logging
import Metrics
import Observability

/// Publishes what a committed batch owes, until the broker has confirmed all of it.
struct OutboxPublisher: Sendable {
  let publisher: AMQPPublisher
  let ledger: OutboxLedger
  let logger: Logger

  /// Publishes outbox rows and answers of a committed batch.
  ///
  /// Returns once every row is confirmed and every answer is confirmed or found to have no taker; false when the
  /// publisher was shut down before. Rows then stay in the table, where the next process finds them.
  func publish(_ rows: [OutboxMessage], replies: [OutgoingMessage]) async -> Bool {
    var open = Owed(rows: rows, replies: replies.map { Owed.Reply(message: $0) })
    var backoff = ReconnectBackoff(base: 0.1, maximum: 5)
    while !open.isEmpty {
      guard await publisher.ready() else { break }
      do {
        let outcomes = try await publisher.publish(open.messages)
        let wereAllSettled = settle(outcomes, of: &open)
        if wereAllSettled { continue }
      } catch {
        logger.debug("nothing could be published", metadata: [LogKey.error: "\(error)"])
      }
      // The connection is gone, or the broker refused: the rows stay owed.
      guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { break }
    }
    ledger.abandon(open.rows.map(\.id))
    return open.isEmpty
  }

  /// Takes what is settled out of what is owed; whether that was everything.
  private func settle(_ outcomes: [PublishOutcome], of owed: inout Owed) -> Bool {
    var confirmed: [UUID] = []
    var rows: [OutboxMessage] = []
    for (row, outcome) in zip(owed.rows, outcomes) {
      switch outcome {
      case .confirmed: confirmed.append(row.id)
      case .unsendable(let reason): leave(row, because: reason)
      case .returned(let code, let text):
        reportUnroutable(row.message, code: code, text: text)
        rows.append(row)
      case .rejected, .unknown: rows.append(row)
      }
    }
    ledger.confirm(confirmed)
    Counter(label: MetricName.messagesPublished).increment(by: confirmed.count)
    let replies = zip(owed.replies, outcomes.dropFirst(owed.rows.count)).compactMap(stillOwed)
    owed = Owed(rows: rows, replies: replies)
    return owed.isEmpty
  }

  /// The answer, where it is to be tried again.
  ///
  /// A returned one has no taker, or went to direct reply-to, which RabbitMQ 3.10 returns although it arrived. One that
  /// is refused again and again goes to a queue that is full: its owner's to empty, and no reason to hold up others.
  /// Whoever misses an answer repeats the command.
  private func stillOwed(_ reply: Owed.Reply, _ outcome: PublishOutcome) -> Owed.Reply? {
    var reply = reply
    switch outcome {
    case .confirmed, .returned, .unsendable: return nil
    case .unknown: return reply
    case .rejected:
      reply.refusals += 1
      if reply.refusals < Self.refusalLimit { return reply }
      logger.warning(
        "an answer is dropped: its queue takes no more", metadata: ["routing_key": "\(reply.message.routingKey)"])
      return nil
    }
  }

  private static let refusalLimit = 3

  /// Leaves a row in the outbox for an operator: trying again would hold up all others.
  private func leave(_ row: OutboxMessage, because reason: String) {
    ledger.abandon([row.id])
    logger.error(
      "a message cannot be sent; it stays in the outbox",
      metadata: ["outbox_id": "\(row.id)", "exchange": "\(row.message.exchange)", LogKey.error: "\(reason)"])
  }

  private func reportUnroutable(_ message: OutgoingMessage, code: Int, text: String) {
    logger.error(
      "the broker has no queue for a message; its topology is incomplete; trying again",
      metadata: [
        "exchange": "\(message.exchange)", "routing_key": "\(message.routingKey)", LogKey.code: "\(code)",
        LogKey.error: "\(text)",
      ])
  }

  /// What is not settled yet: rows first, then answers, in one publish.
  private struct Owed {
    struct Reply {
      let message: OutgoingMessage
      var refusals = 0
    }

    var rows: [OutboxMessage]
    var replies: [Reply]

    var isEmpty: Bool { rows.isEmpty && replies.isEmpty }
    var messages: [OutgoingMessage] { rows.map(\.message) + replies.map(\.message) }
  }
}
