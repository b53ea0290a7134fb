import FoundationEssentials
import Histogram

/// Times that something took, and what they come to: microseconds, to three digits.
struct Latencies {
  private var histogram = Histogram<UInt64>(highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: .three)

  mutating func record(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    _ = histogram.record(UInt64(max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)))
  }

  /// What the orchestrator reads, in milliseconds.
  var summary: Summary {
    func milliseconds(_ percentile: Double) -> Double { Double(histogram.valueAtPercentile(percentile)) / 1000 }
    return Summary(
      p50: milliseconds(50), p99: milliseconds(99), p999: milliseconds(99.9), greatest: milliseconds(100))
  }

  struct Summary: Encodable {
    let p50, p99, p999, greatest: Double
  }
}

/// Prints what a command measured, as JSON.
func printResult(_ result: some Encodable) throws {
  print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
}
