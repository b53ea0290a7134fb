import Failures
import Metrics
import Observability
import Vocabulary

/// A lane's metrics, looked up once: all that can be counted is there from the start, at zero.
struct LaneMetrics: Sendable {
  /// What becomes of messages of a type.
  private struct Outcome: Hashable {
    let type: String
    let kind: MessageOutcome.Kind
  }

  /// What stands for the types that nobody handles: they come from outside, in any number.
  private static let unknown = "unknown"
  private static let failureKinds: [FailureKind] = [.everybodys, .overtime, .contention, .own, .unforeseen]
  /// Reasons that any lane may have to give a message up; other codes have a counter once they occur.
  private static let usualReasons: [ProblemCode] = [
    .undecodable, .invalidMessage, .unknownType, .senderNotAllowed, .handlingFailed, .attemptsExhausted, .expired,
    .bodyTooLarge,
  ]

  private let queue: (String, String)
  private let batches: Counter
  private let sizes: Recorder
  private let durations: Timer
  private let failures: [FailureKind: Counter]
  private let outcomes: [Outcome: Counter]
  private let latencies: [String: Timer]
  private let reasons: [String: Counter]

  /// The metrics of a queue whose messages are of these types.
  init(queue name: String, types: [String]) {
    let queue = ("queue", name)
    self.queue = queue
    batches = Counter(label: MetricName.batches, dimensions: [queue])
    sizes = Recorder(label: MetricName.batchMessages, dimensions: [queue], aggregate: true)
    durations = Timer(label: MetricName.batchDuration, dimensions: [queue])
    failures = Dictionary(
      uniqueKeysWithValues: Self.failureKinds.map { kind in
        (kind, Counter(label: MetricName.batchFailures, dimensions: [queue, ("kind", kind.name)]))
      })
    let all = types + [Self.unknown]
    let known = all.flatMap { type in MessageOutcome.Kind.allCases.map { Outcome(type: type, kind: $0) } }
    outcomes = Dictionary(
      uniqueKeysWithValues: known.map { outcome in
        let labels = [queue, ("type", outcome.type), ("outcome", outcome.kind.rawValue)]
        return (outcome, Counter(label: MetricName.messagesHandled, dimensions: labels))
      })
    latencies = Dictionary(
      uniqueKeysWithValues: types.map { type in
        (type, Timer(label: MetricName.messageLatency, dimensions: [queue, ("type", type)]))
      })
    reasons = Dictionary(
      uniqueKeysWithValues: Self.usualReasons.map { ($0.rawValue, Self.counter(of: $0.rawValue, in: queue)) })
  }

  /// Counts what a committed batch came to; the age of its oldest message.
  func record(_ outcomes: [MessageOutcome], took: Duration, at now: Timestamp) -> Duration {
    batches.increment()
    sizes.record(outcomes.count)
    durations.recordNanoseconds(took.nanoseconds)
    var counts: [Outcome: Int] = [:]
    var oldest = Int64(0)
    for outcome in outcomes {
      let type = latencies[outcome.type] == nil ? Self.unknown : outcome.type
      counts[Outcome(type: type, kind: outcome.kind), default: 0] += 1
      if outcome.kind == .deadLettered { (reasons[outcome.code ?? ""] ?? other(outcome.code ?? "")).increment() }
      guard let time = outcome.time, outcome.kind != .duplicate else { continue }
      // Clocks of outside systems may be ahead.
      let age = max(0, now.microseconds - time.microseconds)
      oldest = max(oldest, age)
      latencies[outcome.type]?.recordNanoseconds(age.multipliedReportingOverflow(by: 1000).partialValue)
    }
    for (outcome, count) in counts { self.outcomes[outcome]?.increment(by: count) }
    return .microseconds(oldest)
  }

  /// Counts a failed attempt at a batch.
  func count(_ failure: FailureKind) {
    failures[failure]?.increment()
  }

  private func other(_ reason: String) -> Counter { Self.counter(of: reason, in: queue) }

  private static func counter(of reason: String, in queue: (String, String)) -> Counter {
    Counter(label: MetricName.messagesDeadLettered, dimensions: [queue, ("reason", reason)])
  }
}
