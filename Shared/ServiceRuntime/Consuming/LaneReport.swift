import Failures
import Logging
import Metrics
import Observability

/// Tells operators what a lane does: metrics by batch, a line in the log by message.
struct LaneReport: Sendable {
  let queue: String
  /// Whether somebody handles messages of a type.
  let isHandled: @Sendable (String) -> Bool
  let logger: Logger

  /// Counts and logs what a committed batch came to.
  func record(_ committed: CommittedBatch, since began: ContinuousClock.Instant) {
    let queue = ("queue", self.queue)
    Counter(label: MetricName.batches, dimensions: [queue]).increment()
    Timer(label: MetricName.batchDuration, dimensions: [queue]).recordNanoseconds(
      began.duration(to: .now).nanoseconds)
    for (outcome, count) in tally(committed.outcomes) {
      Counter(
        label: MetricName.messagesHandled,
        dimensions: [queue, ("type", outcome.type), ("outcome", outcome.kind.rawValue)]
      ).increment(by: count)
    }
    for outcome in committed.outcomes {
      if outcome.kind == .deadLettered {
        Counter(
          label: MetricName.messagesDeadLettered, dimensions: [queue, ("reason", outcome.code ?? "")]
        ).increment()
      }
      log(outcome)
    }
  }

  /// How often what came of which type: a metric is looked up once a batch, not once a message.
  private func tally(_ outcomes: [MessageOutcome]) -> [Tallied: Int] {
    outcomes.reduce(into: [:]) { counts, outcome in
      // Types that nobody handles come from outside, in any number: they share one label.
      let type = isHandled(outcome.type) ? outcome.type : "unknown"
      counts[Tallied(type: type, kind: outcome.kind), default: 0] += 1
    }
  }

  private struct Tallied: Hashable {
    let type: String
    let kind: MessageOutcome.Kind
  }

  private func log(_ outcome: MessageOutcome) {
    let level: Logger.Level =
      switch outcome.kind {
      case .handled, .duplicate: .debug
      case .refused: .info
      case .deadLettered: .warning
      }
    guard level >= logger.logLevel else { return }
    var metadata: Logger.Metadata = [
      LogKey.messageID: "\(outcome.messageID ?? "")", LogKey.messageType: "\(outcome.type)",
      LogKey.correlationID: "\(outcome.correlationID ?? "")",
    ]
    if let code = outcome.code { metadata[LogKey.code] = "\(code)" }
    if let detail = outcome.detail { metadata["detail"] = "\(detail)" }
    logger.log(level: level, "message \(outcome.kind.rawValue)", metadata: metadata)
  }

  /// Counts a failed attempt at a batch.
  func count(_ error: any Error) {
    Counter(
      label: MetricName.batchFailures,
      dimensions: [("queue", queue), ("kind", FailureKind(error).name)]
    ).increment()
  }
}
