import CoreMetrics
import Synchronization

/// A number that only grows.
final class PrometheusCounter: CounterHandler, RenderedMetric {
  private let value = Atomic<Int64>(0)
  var kindName: String { "counter" }

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
  var kindName: String { "gauge" }

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

/// Counts of values by upper bound; durations are in seconds.
final class PrometheusHistogram: TimerHandler, RecorderHandler, RenderedMetric {
  private struct State {
    var counts: [Int64]
    var sum = 0.0
  }

  private let bounds: [Double]
  /// The bounds as they are written, and the last one.
  private let boundTexts: [String]
  private let state: Mutex<State>
  var kindName: String { "histogram" }

  init(bounds: [Double]) {
    self.bounds = bounds
    self.boundTexts = bounds.map { "\($0)" } + ["+Inf"]
    self.state = Mutex(State(counts: [Int64](repeating: 0, count: bounds.count + 1)))
  }

  func recordNanoseconds(_ duration: Int64) {
    record(Double(duration) / 1_000_000_000)
  }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func render(name: String, labels: String, into text: inout String) {
    let state = state.withLock { $0 }
    let separator = labels.isEmpty ? "" : ","
    var total: Int64 = 0
    let beginning = "\(name)_bucket{\(labels)\(separator)le=\""
    for (bound, count) in zip(boundTexts, state.counts) {
      total += count
      text += beginning
      text += bound
      text += "\"} \(total)\n"
    }
    let suffix = labels.isEmpty ? "" : "{\(labels)}"
    text += "\(name)_sum\(suffix) \(state.sum)\n\(name)_count\(suffix) \(total)\n"
  }
}
