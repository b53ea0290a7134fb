import Logging
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient
import Vocabulary

/// Tells now and then, as gauges of each source, what waits: for somebody, to be read, for the broker.
package final class TellFigures: Resident {
  package let name = "webhooks' figures"
  /// Seconds that a figure may be out of date.
  private static let interval: Double = 15

  private let sources: [String]
  private let bell = Bell()

  /// Tells the figures of some sources.
  package init(of sources: HookSources) {
    self.sources = sources.all.map(\.name)
  }

  package func run(in surroundings: Surroundings) async {
    guard !sources.isEmpty else { return }
    repeat {
      do {
        try await tell(surroundings.pool)
      } catch {
        surroundings.logger.warning("figures of webhooks cannot be read", metadata: [LogKey.error: "\(error)"])
      }
    } while await bell.wait(seconds: Self.interval)
  }

  package func finish() { bell.close() }

  private func tell(_ pool: PostgreSQLPool) async throws {
    let now = Timestamp.now
    let rows = try await pool.query(SourceStatements.figures(sources))
    for (source, quarantined, unread, waiting, oldest) in try rows.decode((String, Int, Int, Int, Timestamp?).self) {
      func gauge(_ label: String, _ value: Double) {
        Gauge(label: label, dimensions: [("source", source)]).record(value)
      }
      gauge(MetricName.hooksQuarantined, Double(quarantined))
      gauge(MetricName.hooksUnread, Double(unread))
      gauge(MetricName.hookReportsWaiting, Double(waiting))
      gauge(
        MetricName.hookReportsOldest,
        oldest.map { max(0, Double(now.microseconds - $0.microseconds) / 1_000_000) } ?? 0)
    }
  }
}
