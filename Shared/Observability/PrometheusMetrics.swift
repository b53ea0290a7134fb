import CoreMetrics
import Synchronization

/// A number that only grows.
final class PrometheusCounter: CounterHandler, RenderedMetric {
  private let value = Atomic<Int64>(0)
  var kind: String { "counter" }

  func increment(by amount: Int64) {
    value.wrappingAdd(amount, ordering: .relaxed)
  }

  func reset() {
    value.store(0, ordering: .relaxed)
  }

  func render(name: String, labels: String, into text: inout String) {
    text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value.load(ordering: .relaxed))\n"
  }
}

/// A number that goes up and down.
final class PrometheusGauge: RecorderHandler, RenderedMetric {
  private let value = Mutex<Double>(0)
  var kind: String { "gauge" }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    self.value.withLock { $0 = value }
  }

  func render(name: String, labels: String, into text: inout String) {
    text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value.withLock { $0 })\n"
  }
}

/// Counts of durations, in seconds, by upper bound.
final class PrometheusHistogram: TimerHandler, RecorderHandler, RenderedMetric {
  private static let bounds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private struct State {
    var counts = [Int64](repeating: 0, count: PrometheusHistogram.bounds.count + 1)
    var sum = 0.0
  }

  private let state = Mutex(State())
  var kind: String { "histogram" }

  func recordNanoseconds(_ duration: Int64) {
    record(Double(duration) / 1_000_000_000)
  }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func render(name: String, labels: String, into text: inout String) {
    let state = state.withLock { $0 }
    let separator = labels.isEmpty ? "" : ","
    var total: Int64 = 0
    for (bound, count) in zip(Self.bounds, state.counts) {
      total += count
      text += "\(name)_bucket{\(labels)\(separator)le=\"\(bound)\"} \(total)\n"
    }
    total += state.counts[Self.bounds.count]
    text += "\(name)_bucket{\(labels)\(separator)le=\"+Inf\"} \(total)\n"
    let suffix = labels.isEmpty ? "" : "{\(labels)}"
    text += "\(name)_sum\(suffix) \(state.sum)\n\(name)_count\(suffix) \(total)\n"
  }
}
