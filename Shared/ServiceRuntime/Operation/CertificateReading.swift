import AMQPClient
import Certificates
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient

/// Reads now and then how long the files of certificates are good for, and keeps that as gauges.
///
/// The files, not what connections were made with: whoever has replaced one sees it here within minutes, long before the last
/// connection is made anew.
struct CertificateReading: Sendable {
  /// The files, by what is spoken to with them: `broker`, `database`, `mail`.
  let files: [(server: String, file: CertificateFile)]

  /// How long a figure may be out of date.
  private static let interval = Duration.seconds(300)

  init(_ settings: RuntimeSettings, of definition: ServiceDefinition) {
    files =
      settings.broker.certificateFiles.map { ("broker", $0) }
      + settings.database.certificateFiles.map { ("database", $0) }
      + definition.certificateFiles.map { ($0.server, $0.file) }
  }

  /// Reads until cancelled; a file that cannot be read is told as one that runs out now.
  func runRepeatedly() async {
    guard !files.isEmpty else { return }
    repeat {
      for (server, file) in files {
        Gauge(label: MetricName.certificateExpiry, dimensions: [("server", server), ("role", file.role.rawValue)])
          .record(file.secondsUntilExpiry() ?? 0)
      }
    } while (try? await Task.sleep(for: Self.interval)) != nil
  }
}
