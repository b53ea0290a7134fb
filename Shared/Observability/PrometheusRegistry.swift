public import CoreMetrics
import Synchronization

/// Keeps the process's metrics and renders them in Prometheus' text format, version 0.0.4.
///
/// It is the backend of swift-metrics here, because no published one is among our dependencies.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  private let metrics = Mutex<[Key: any RenderedMetric]>([:])

  private struct Key: Hashable {
    let name: String
    let labels: String
  }

  /// A registry without metrics.
  public init() {}

  /// The counter of a name and labels.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    metric(label, dimensions) { PrometheusCounter() }
  }

  /// The gauge of a name and labels; with `aggregate` it is a histogram.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate { return metric(label, dimensions) { PrometheusHistogram() } }
    return metric(label, dimensions) { PrometheusGauge() }
  }

  /// The histogram, in seconds, of a name and labels.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    metric(label, dimensions) { PrometheusHistogram() }
  }

  /// Keeps the counter: counters in this format never vanish while the process lives.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Keeps the recorder, as `destroyCounter` does.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Keeps the timer, as `destroyCounter` does.
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// All metrics as text, sorted by name.
  public func render() -> String {
    let all = metrics.withLock { $0 }.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }
    var text = ""
    var lastName = ""
    for (key, metric) in all {
      if key.name != lastName {
        text += "# TYPE \(key.name) \(metric.kind)\n"
        lastName = key.name
      }
      metric.render(name: key.name, labels: key.labels, into: &text)
    }
    return text
  }

  private func metric<Metric: RenderedMetric>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Metric
  ) -> Metric {
    let labels = dimensions.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    let key = Key(name: Self.name(label), labels: labels)
    return metrics.withLock { metrics in
      if let known = metrics[key] as? Metric { return known }
      let made = make()
      // A name used for two kinds of metric keeps the first in the text; the second counts unseen.
      if metrics[key] == nil { metrics[key] = made }
      return made
    }
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
  var kind: String { get }
  func render(name: String, labels: String, into text: inout String)
}
