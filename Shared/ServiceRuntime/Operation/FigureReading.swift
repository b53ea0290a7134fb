import Logging
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient

/// Reads the service's figures every few minutes, and keeps them as gauges.
struct FigureReading: Sendable {
  let figures: [Figure]
  let pool: PostgreSQLPool
  let logger: Logger

  /// How long a figure may be out of date.
  private static let interval = Duration.seconds(300)
  /// How long to wait after a failure: nothing hangs on it.
  private static let pause = Duration.seconds(30)

  /// What the figures tell.
  var descriptions: [MetricDescription] {
    figures.flatMap { $0.metrics.map { MetricDescription($0.name, $0.help) } }
  }

  /// Reads until cancelled.
  func runRepeatedly() async {
    let failures = Counter(label: MetricName.scheduledFailures, dimensions: [("work", "figures")])
    failures.increment(by: 0)
    var isRead = false
    repeat {
      do {
        try await read()
        isRead = true
      } catch {
        isRead = false
        failures.increment()
        logger.warning("figures cannot be read", metadata: [LogKey.error: "\(ErrorDetail.of(error))"])
      }
    } while (try? await Task.sleep(for: isRead ? Self.interval : Self.pause)) != nil
  }

  private func read() async throws {
    for (figure, rows) in zip(figures, try await pool.execute(figures.map(\.statement))) {
      guard let row = rows.first else { continue }
      for (column, metric) in figure.metrics.enumerated() {
        let number = try Int(postgreSQL: row.cell(column))
        Gauge(label: metric.name).record(Double(number) / figure.divisors[column])
      }
    }
  }
}
