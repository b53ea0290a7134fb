/// What a metric tells, for whoever reads `/metrics`, and how its values are counted.
public struct MetricDescription: Sendable {
  /// The metric's name, with its unit, as Prometheus wants it.
  public let name: String
  /// A sentence, the text behind `# HELP`.
  public let help: String
  /// The upper bounds of a histogram's buckets, rising; nothing to any other metric.
  public let buckets: [Double]

  public init(_ name: String, _ help: String, buckets: [Double] = MetricBuckets.seconds) {
    self.name = name
    self.help = help
    self.buckets = buckets
  }
}

/// Upper bounds of buckets.
public enum MetricBuckets {
  /// For work within a process: a millisecond to ten seconds.
  public static let seconds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]
  /// For what may have waited in queues: five milliseconds to an hour.
  public static let waits: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600]
  /// For numbers of messages: one to the largest batch that is usual.
  public static let messages: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
}
