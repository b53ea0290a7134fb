import AMQPClient
import Failures
import FoundationEssentials
import Logging
import Metrics
import Observability

/// Publishes what a committed batch owes, until the broker has confirmed all of it.
struct OutboxPublisher: Sendable {
  let publisher: AMQPPublisher
  let owedRows: OwedRows
  let limits: FailureLimits
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
    var course = FailureCourse(limits: limits)
    while !owed.isEmpty {
      guard await publisher.ready() else { break }
      if let outcomes = await outcomes(of: owed) {
        owed = stillOwed(outcomes, of: owed, leaving: &left)
        if owed.isEmpty { break }
      }
      // The connection is gone, or the broker refused: the rows stay owed.
      guard await sleep(after: .everybodys, on: &course) else { break }
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

  private func outcomes(of owed: [Owed]) async -> [PublishOutcome]? {
    do {
      return try await publisher.publish(owed.map(\.message.message))
    } catch {
      logger.debug("nothing could be published", metadata: [LogKey.error: "\(error)"])
      return nil
    }
  }

  /// Waits as the course of failures says; false when the task was cancelled.
  private func sleep(after failure: FailureKind, on course: inout FailureCourse) async -> Bool {
    guard case .pause(let pause) = course.fate(of: failure, size: 1) else { return true }
    return (try? await Task.sleep(for: pause)) != nil
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
        leave(owed.message, in: &left, because: "no queue takes it: the topology is incomplete (\(code) \(text))")
        Counter(label: MetricName.messagesUnroutable).increment()
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

  /// A message that is not confirmed yet.
  private struct Owed {
    let message: OutboxMessage
    var refusals = 0
  }
}
