import AMQPClient
import Logging
import PostgreSQLClient
import ServiceSettings
import Topology

/// What the runtime itself reads from the environment, the same for every service.
package struct RuntimeSettings: Sendable {
  let database: PostgreSQLConfiguration
  let broker: AMQPConfiguration
  let httpHost: String
  let httpPort: Int
  let logLevel: Logger.Level
  let limits: LaneLimits
  let prefetch: Int
  let eventsPerMessage: Int
  let databaseConnections: Int
  let drainSeconds: Int

  /// Reads and checks all of it; throws `SettingError` for the first that is missing or malformed.
  package init(_ settings: Settings, service: ServiceName) throws(SettingError) {
    let name = "coopt-\(service.rawValue)"
    let databaseURL = try settings.text("COOPT_DATABASE_URL")
    do throws(PostgreSQLError) {
      database = try PostgreSQLConfiguration(url: databaseURL, applicationName: name)
    } catch {
      throw SettingError("COOPT_DATABASE_URL", "cannot be used: \(error)")
    }
    let brokerURL = try settings.text("COOPT_AMQP_URL")
    do throws(AMQPError) {
      broker = try AMQPConfiguration(url: brokerURL, connectionName: name)
    } catch {
      throw SettingError("COOPT_AMQP_URL", "cannot be used: \(error.detail)")
    }
    httpHost = try settings.optionalText("COOPT_HTTP_HOST") ?? "127.0.0.1"
    httpPort = try settings.integer("COOPT_HTTP_PORT", default: 8080, in: 1...65535)
    logLevel = try Self.logLevel(settings)
    var limits = LaneLimits()
    limits.batchSize = try settings.integer("COOPT_BATCH_SIZE", default: 200, in: 1...5000)
    limits.attempts = try settings.integer("COOPT_ATTEMPTS", default: 5, in: 1...100)
    self.limits = limits
    prefetch = try settings.integer("COOPT_PREFETCH", default: 2 * limits.batchSize, in: 1...65535)
    eventsPerMessage = try settings.integer("COOPT_EVENTS_PER_MESSAGE", default: 100, in: 1...1000)
    databaseConnections = try settings.integer("COOPT_DATABASE_CONNECTIONS", default: 5, in: 2...100)
    drainSeconds = try settings.integer("COOPT_DRAIN_SECONDS", default: 20, in: 1...3600)
  }

  static func logLevel(_ settings: Settings) throws(SettingError) -> Logger.Level {
    guard let text = try settings.optionalText("COOPT_LOG_LEVEL") else { return .info }
    guard let level = Logger.Level(rawValue: text) else {
      throw SettingError("COOPT_LOG_LEVEL", "is none of trace, debug, info, notice, warning, error, critical")
    }
    return level
  }
}
