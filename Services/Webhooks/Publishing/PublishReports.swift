import AMQPClient
import Certificates
import Logging
import MessageHandling
import PostgreSQLClient
import Synchronization

/// Publishes what was made of webhooks, each source's as its own login.
package final class PublishReports: Resident {
  package let name = "webhooks' reports"

  private let settings: HookSettings
  private let plainText: PlainText
  private let bells: [String: Bell]
  private let troubles = Mutex<[String: String]>([:])

  /// Publishes the reports of the settings' sources.
  package init(_ settings: HookSettings, plainText: PlainText = .onLoopback) {
    self.settings = settings
    self.plainText = plainText
    bells = Dictionary(uniqueKeysWithValues: settings.sources.all.map { ($0.name, Bell()) })
  }

  /// Has it look for reports.
  package func ring() { bells.values.forEach { $0.ring() } }

  package func run(in surroundings: Surroundings) async {
    await withTaskGroup(of: Void.self) { group in
      for source in settings.sources.all {
        guard let bell = bells[source.name] else { continue }
        let publisher = SourcePublisher(
          source: source.name, pool: surroundings.pool, bell: bell, logger: surroundings.logger,
          configuration: { [settings, plainText] () throws(AMQPError) in
            try Self.configuration(of: source, settings, plainText)
          },
          tell: { [self] trouble in troubles.withLock { $0[source.name] = trouble } })
        group.addTask { await publisher.run() }
      }
    }
  }

  package func finish() { bells.values.forEach { $0.close() } }

  /// What keeps reports from the broker, source by source.
  package var remarks: [String] {
    troubles.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } }
  }

  /// Where and as whom a source's reports are published; nil where nothing is said of that yet.
  private static func configuration(
    of source: HookSource, _ settings: HookSettings, _ plainText: PlainText
  ) throws(AMQPError) -> AMQPConfiguration? {
    guard let url = settings.secrets[source.name].amqpURL else { return nil }
    var configuration = try AMQPConfiguration(
      url: url, connectionName: "coopt-webhooks-\(source.name)", plainText: plainText)
    configuration.reread = { settings.secrets[source.name].amqpURL ?? url }
    return configuration
  }
}
