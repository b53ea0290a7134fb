public import CoreMetrics
import Synchronization

/// Keeps the process's metrics and renders them in Prometheus' text format, version 0.0.4.
///
/// It is the backend of swift-metrics here, because no published one is among our dependencies.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  private struct Key: Hashable, Comparable {
    let name: String
    let labels: String

    static func < (one: Key, other: Key) -> Bool { (one.name, one.labels) < (other.name, other.labels) }
  }

  private typealias Entry = (key: Key, metric: any RenderedMetric)

  private struct State {
    var metrics: [Key: any RenderedMetric] = [:] {
      didSet { inOrder = nil }
    }
    /// The metrics sorted, once somebody has asked: they are read again and again, and made once.
    var inOrder: [Entry]?
    var descriptions: [String: MetricDescription] = [:]
    var observers: [String: @Sendable () -> [Observation]] = [:]
  }

  private let state = Mutex(State())

  /// A registry without metrics, which knows what some will tell.
  public init(describing descriptions: [MetricDescription] = []) {
    describe(descriptions)
  }

  /// Says what metrics tell that are made later.
  public func describe(_ descriptions: [MetricDescription]) {
    state.withLock { state in
      for description in descriptions { state.descriptions[description.name] = description }
    }
  }

  /// Asks for values whenever somebody reads the metrics; another observer of the same name takes this one's place.
  public func observe(as name: String, _ observer: @escaping @Sendable () -> [Observation]) {
    state.withLock { $0.observers[name] = observer }
  }

  /// From here on tells what Linux says of this process.
  public func observeProcess() {
    observe(as: "process", ProcessObservations.read)
  }

  /// The counter of a name and labels.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    metric(label, dimensions) { PrometheusCounter() }
  }

  /// The gauge of a name and labels; with `aggregate` it is a histogram.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate { return metric(label, dimensions) { PrometheusHistogram(bounds: bounds(of: label)) } }
    return metric(label, dimensions) { PrometheusGauge() }
  }

  /// The histogram, in seconds, of a name and labels.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    metric(label, dimensions) { PrometheusHistogram(bounds: bounds(of: label)) }
  }

  /// Keeps the counter: counters in this format never vanish while the process lives.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Keeps the recorder, as `destroyCounter` does.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Keeps the timer, as `destroyCounter` does.
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// All metrics as text, sorted by name.
  public func render() -> String {
    let (kept, descriptions, observers) = state.withLock { state in
      let kept = state.inOrder ?? state.metrics.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
      state.inOrder = kept
      return (kept, state.descriptions, state.observers)
    }
    var observed: [Entry] = observers.values.flatMap { $0() }.map { (Self.key($0.name, $0.labels), $0) }
    observed.sort { $0.key < $1.key }
    var text = ""
    var lastName = ""
    func write(_ entry: Entry) {
      if entry.key.name != lastName {
        lastName = entry.key.name
        if let description = descriptions[lastName] { text += "# HELP \(lastName) \(description.help)\n" }
        text += "# TYPE \(lastName) \(entry.metric.kindName)\n"
      }
      entry.metric.render(name: lastName, labels: entry.key.labels, into: &text)
    }
    var next = observed.startIndex
    for entry in kept {
      while next < observed.endIndex, observed[next].key < entry.key {
        write(observed[next])
        next += 1
      }
      write(entry)
    }
    observed[next...].forEach(write)
    return text
  }

  private func bounds(of name: String) -> [Double] {
    state.withLock { $0.descriptions[name]?.buckets } ?? MetricBuckets.seconds
  }

  private func metric<Metric: RenderedMetric>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Metric
  ) -> Metric {
    let key = Self.key(label, dimensions)
    let known = state.withLock { $0.metrics[key] }
    if let known = known as? Metric { return known }
    let made = make()
    // A name used for two kinds of metric keeps the first in the text; the second counts unseen.
    guard known == nil else { return made }
    return state.withLock { state in
      if let known = state.metrics[key] as? Metric { return known }
      if state.metrics[key] == nil { state.metrics[key] = made }
      return made
    }
  }

  private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
    let labels = dimensions.map { "\(name($0.0))=\"\(escaped($0.1))\"" }.joined(separator: ",")
    return Key(name: name(label), labels: labels)
  }

  private static func name(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}

/// A metric that can write itself in Prometheus' text format.
protocol RenderedMetric: Sendable {
  var kindName: String { get }
  func render(name: String, labels: String, into text: inout String)
}
