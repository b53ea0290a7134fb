import AMQPClient
import FoundationEssentials
import Logging
import Metrics
import Observability

/// Publishes what a committed batch owes, until the broker has confirmed all of it.
struct OutboxPublisher: Sendable {
  let publisher: AMQPPublisher
  let owedRows: OwedRows
  let logger: Logger

  /// The publishing connection's thread.
  var taskExecutor: any TaskExecutor { publisher.taskExecutor }

  /// How often the broker may refuse a message before it is left to the relay.
  private static let refusalLimit = 3

  /// Publishes an outbox row.
  ///
  /// Returns once every message is confirmed or left in the table, where the relay finds it; false when the publisher
  /// was shut down before.
  func publish(_ row: OutboxRow?) async -> Bool {
    guard let row else { return true }
    var owed = row.messages.map { Owed(message: $0) }
    var left: [OutboxMessage] = []
    var backoff = ReconnectBackoff(base: 0.1, maximum: 5)
    while !owed.isEmpty {
      guard await publisher.ready() else { break }
      do {
        let outcomes = try await publisher.publish(owed.map(\.message.message))
        owed = stillOwed(outcomes, of: owed, leaving: &left)
        if owed.isEmpty { break }
      } catch {
        logger.debug("nothing could be published", metadata: [LogKey.error: "\(error)"])
      }
      // The connection is gone, or the broker refused: the rows stay owed.
      guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { break }
    }
    if !owed.isEmpty {
      owedRows.abandon(row.id)
    } else if left.isEmpty {
      owedRows.confirm(row.id)
    } else {
      owedRows.reduce(to: OutboxRow(id: row.id, left))
    }
    return owed.isEmpty
  }

  /// Takes what is confirmed out of what is owed, and what cannot be sent now into what is left to the relay.
  private func stillOwed(
    _ outcomes: [PublishOutcome], of owed: [Owed], leaving left: inout [OutboxMessage]
  ) -> [Owed] {
    var confirmed = 0
    var rest: [Owed] = []
    for (var owed, outcome) in zip(owed, outcomes) {
      switch outcome {
      case .confirmed: confirmed += owed.message.eventCount
      case .unsendable(let reason): leave(owed.message, in: &left, because: reason)
      case .returned(let code, let text):
        reportUnroutable(owed.message.message, code: code, text: text)
        rest.append(owed)
      case .unknown: rest.append(owed)
      case .rejected:
        owed.refusals += 1
        if owed.refusals < Self.refusalLimit {
          rest.append(owed)
        } else {
          leave(owed.message, in: &left, because: "a queue that it is routed to takes no more")
        }
      }
    }
    Counter(label: MetricName.messagesPublished).increment(by: confirmed)
    return rest
  }

  /// Leaves a message in the outbox, where the relay comes by for it: trying again here would hold up all others.
  private func leave(_ owed: OutboxMessage, in left: inout [OutboxMessage], because reason: String) {
    left.append(owed)
    logger.error(
      "a message cannot be sent now; it stays in the outbox",
      metadata: [
        "outbox_id": "\(owed.id)", "exchange": "\(owed.message.exchange)",
        "routing_key": "\(owed.message.routingKey)",
        LogKey.error: "\(reason)",
      ])
  }

  private func reportUnroutable(_ message: OutgoingMessage, code: Int, text: String) {
    logger.error(
      "the broker has no queue for a message; its topology is incomplete; trying again",
      metadata: [
        "exchange": "\(message.exchange)", "routing_key": "\(message.routingKey)", LogKey.code: "\(code)",
        LogKey.error: "\(text)",
      ])
  }

  /// A message that is not confirmed yet.
  private struct Owed {
    let message: OutboxMessage
    var refusals = 0
  }
}
