import AMQPClient
import Certificates
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient

/// Tells now and then how long certificates are good for, as gauges: those in files, and what servers showed last.
///
/// Of files it is what they hold, not what connections were made with: whoever has replaced one sees it here at once, long
/// before the last connection is made anew.
struct CertificateReading: Sendable {
  /// By what is spoken to with them: `broker`, `database`, `mail`.
  private let certificates: [(server: String, role: String, secondsLeft: @Sendable () -> Double?)]

  /// How long a figure may be out of date.
  private static let interval = Duration.seconds(15)

  init(_ settings: RuntimeSettings, of definition: ServiceDefinition) {
    let files =
      settings.broker.certificateFiles.map { ("broker", $0) }
      + settings.database.certificateFiles.map { ("database", $0) }
      + definition.certificateFiles.map { ($0.server, $0.file) }
    let servers =
      [("broker", settings.broker.serverCertificate), ("database", settings.database.serverCertificate)]
      + definition.serverCertificates.map { ($0.server, $0.certificate) }
    // A file that cannot be read is told as one that runs out now; a server that nobody spoke to is not told at all.
    certificates =
      files.map { server, file in (server, file.role.rawValue, { file.secondsUntilExpiry() ?? 0 }) }
      + servers.map { server, certificate in (server, "server", certificate.secondsUntilExpiry) }
  }

  /// Reads until cancelled.
  func runRepeatedly() async {
    repeat {
      for (server, role, secondsLeft) in certificates {
        guard let seconds = secondsLeft() else { continue }
        Gauge(label: MetricName.certificateExpiry, dimensions: [("server", server), ("role", role)]).record(seconds)
      }
    } while (try? await Task.sleep(for: Self.interval)) != nil
  }
}
