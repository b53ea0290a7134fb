import Metrics
import Observability
import Synchronization

/// Spans that wait for their export: a bounded number of them, so that a collector that is away costs spans and nothing
/// else.
final class SpanBuffer: Sendable {
  private let limit: Int
  private let waiting = Mutex<[RecordedSpan]>([])
  private let dropped: Counter

  init(limit: Int) {
    self.limit = limit
    self.dropped = Counter(label: MetricName.spans, dimensions: [("outcome", "dropped")])
    dropped.increment(by: 0)
  }

  /// Takes a span; where there is no room, it is lost and counted.
  func append(_ span: RecordedSpan) {
    let isTaken = waiting.withLock { waiting in
      guard waiting.count < limit else { return false }
      waiting.append(span)
      return true
    }
    if !isTaken { dropped.increment() }
  }

  /// Whether so many wait.
  func holds(_ count: Int) -> Bool { waiting.withLock { $0.count >= count } }

  /// Takes the oldest spans out.
  func take(atMost count: Int) -> [RecordedSpan] {
    waiting.withLock { waiting in
      let taken = Array(waiting.prefix(count))
      waiting.removeFirst(taken.count)
      return taken
    }
  }
}
