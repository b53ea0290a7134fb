import Failures
import Logging
import Observability
import Vocabulary

/// Tells operators what a lane does: metrics by batch, a line in the log by message.
struct LaneReport: Sendable {
  let metrics: LaneMetrics
  let logger: Logger

  /// Counts and logs what a committed batch came to; the age of its oldest message.
  func record(_ committed: CommittedBatch, since began: ContinuousClock.Instant) -> Duration {
    for outcome in committed.outcomes { log(outcome) }
    return metrics.record(committed.outcomes, took: began.duration(to: .now), at: .now)
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
    if let trace = outcome.trace { metadata[LogKey.traceID] = "\(trace.handling.traceID)" }
    if let code = outcome.code { metadata[LogKey.code] = "\(code)" }
    if let detail = outcome.detail { metadata["detail"] = "\(detail)" }
    logger.log(level: level, "message \(outcome.kind.rawValue)", metadata: metadata)
  }

  /// Counts a failed attempt at a batch.
  func count(_ error: any Error) {
    metrics.count(FailureKind(error))
  }
}
