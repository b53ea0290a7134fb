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

  /// How often the broker may refuse a row before the row is left to the relay.
  private static let refusalLimit = 3

  /// Publishes outbox rows.
  ///
  /// Returns once every row is confirmed or left in the table, where the relay finds it; false when the publisher was
  /// shut down before.
  func publish(_ rows: [OutboxMessage]) async -> Bool {
    var owed = rows.map { Owed(row: $0) }
    var backoff = ReconnectBackoff(base: 0.1, maximum: 5)
    while !owed.isEmpty {
      guard await publisher.ready() else { break }
      do {
        let outcomes = try await publisher.publish(owed.map(\.row.message))
        owed = settle(outcomes, of: owed)
        if owed.isEmpty { break }
      } catch {
        logger.debug("nothing could be published", metadata: [LogKey.error: "\(error)"])
      }
      // The connection is gone, or the broker refused: the rows stay owed.
      guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { break }
    }
    ledger.abandon(owed.map(\.row.id))
    return owed.isEmpty
  }

  /// Takes what is settled out of what is owed.
  private func settle(_ outcomes: [PublishOutcome], of owed: [Owed]) -> [Owed] {
    var confirmed: [UUID] = []
    var left: [Owed] = []
    for (var owed, outcome) in zip(owed, outcomes) {
      switch outcome {
      case .confirmed: confirmed.append(owed.row.id)
      case .unsendable(let reason): leave(owed.row, because: reason)
      case .returned(let code, let text):
        reportUnroutable(owed.row.message, code: code, text: text)
        left.append(owed)
      case .unknown: left.append(owed)
      case .rejected:
        owed.refusals += 1
        if owed.refusals < Self.refusalLimit {
          left.append(owed)
        } else {
          leave(owed.row, because: "a queue that it is routed to takes no more")
        }
      }
    }
    ledger.confirm(confirmed)
    Counter(label: MetricName.messagesPublished).increment(by: confirmed.count)
    return left
  }

  /// Leaves a row in the outbox, where the relay comes by for it: trying again here would hold up all others.
  private func leave(_ row: OutboxMessage, because reason: String) {
    ledger.abandon([row.id])
    logger.error(
      "a message cannot be sent now; it stays in the outbox",
      metadata: [
        "outbox_id": "\(row.id)", "exchange": "\(row.message.exchange)", "routing_key": "\(row.message.routingKey)",
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

  /// A row that is not settled yet.
  private struct Owed {
    let row: OutboxMessage
    var refusals = 0
  }
}
