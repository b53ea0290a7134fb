import AMQPClient
import Failures
import FoundationEssentials
import Logging
import MessageHandling
import Observability
import PostgreSQLClient
import ServiceSettings
import Topology
import Traces

/// What the runtime itself reads from the environment, the same for every service.
package struct RuntimeSettings: Sendable {
  let database: PostgreSQLConfiguration
  let broker: AMQPConfiguration
  /// The broker, as who answers: a login that may do nothing else.
  let replies: AMQPConfiguration
  /// Who may say what.
  let senders: Senders
  /// Whether events count that do not say which login published them, as those of earlier versions.
  let believesUnvouchedEvents: Bool
  let httpHost: String
  let httpPort: Int
  let logLevel: Logger.Level
  package let limits: LaneLimits
  package let prefetch: Int
  let eventsPerMessage: Int
  let databaseConnections: Int
  let drainSeconds: Int
  /// How long handled messages are remembered.
  let retention: Duration
  /// Where spans go, and which; nil where nobody wants them.
  let traces: TraceSettings?

  /// How much of the time for stopping scheduled work may take; the rest is for noting, publishing and closing.
  var drainTime: Duration { .seconds(drainSeconds) * 0.75 }

  /// Reads and checks all of it; throws one `SettingError` for all that is missing or malformed.
  ///
  /// `batchSize` is what the service takes where no setting says otherwise.
  package init(_ settings: Settings, service: ServiceName, batchSize: Int) throws(SettingError) {
    let name = "coopt-\(service.rawValue)"
    var findings = SettingFindings()
    let database = findings.value { () throws(SettingError) in try Self.database(settings, name: name) }
    let broker = findings.value { () throws(SettingError) in
      try Self.broker(settings, "COOPT_AMQP_URL", name: name)
    }
    let replies = findings.value { () throws(SettingError) in try Self.replies(settings, name: name) }
    senders = findings.value { () throws(SettingError) in try Self.senders(settings) } ?? Senders()
    believesUnvouchedEvents =
      findings.value { () throws(SettingError) in
        try Self.believesUnvouchedEvents(settings)
      } ?? true
    func integer(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Int {
      findings.value { () throws(SettingError) in try settings.integer(name, default: value, in: range) } ?? value
    }
    httpHost =
      findings.value { () throws(SettingError) in try settings.optionalText("COOPT_HTTP_HOST") ?? "127.0.0.1" } ?? ""
    httpPort = integer("COOPT_HTTP_PORT", 8080, 1...65535)
    logLevel = findings.value { () throws(SettingError) in try Self.logLevel(settings) } ?? .info
    var limits = LaneLimits()
    limits.batchSize = integer("COOPT_BATCH_SIZE", batchSize, 1...5000)
    limits.batchesAtOnce = integer("COOPT_BATCHES_AT_ONCE", LaneLimits.usualBatchesAtOnce(), 1...16)
    limits.failures.attempts = integer("COOPT_ATTEMPTS", 5, 1...100)
    limits.unknownTypeWait = .seconds(integer("COOPT_UNKNOWN_TYPE_SECONDS", 600, 0...86_400))
    self.limits = limits
    prefetch = integer("COOPT_PREFETCH", 2 * limits.batchSize, 1...65535)
    eventsPerMessage = integer("COOPT_EVENTS_PER_MESSAGE", 100, 1...1000)
    databaseConnections = integer("COOPT_DATABASE_CONNECTIONS", 5, 2...100)
    drainSeconds = integer("COOPT_DRAIN_SECONDS", 20, 1...3600)
    let days = findings.value { () throws(SettingError) in try settings.seconds("COOPT_RETENTION_DAYS", default: 35) }
    retention = .seconds((days ?? 35) * 86_400)
    traces =
      findings.value { () throws(SettingError) in
        try TraceSettings(settings, service: service.rawValue, version: BuildInformation.version)
      } ?? nil
    try findings.check()
    guard let database, let broker, let replies else { throw SettingError("COOPT_DATABASE_URL", "cannot be used") }
    self.database = database
    self.broker = broker
    self.replies = replies
  }

  /// How a queue is consumed: of what was rejected for its size, all of it is read.
  ///
  /// What is done is told a tenth of a second late at most: the inbox vouches for it, whatever the broker knows.
  func broker(for kind: MessageKind) -> AMQPConfiguration {
    var broker = broker
    broker.acknowledgementDelay = .milliseconds(100)
    if kind == .rejected { broker.bodyLimit = 16 << 20 }
    return broker
  }

  /// How replies to untried addresses go out: where a forged one cuts the connection, it is back at once.
  var brokerForUntriedReplies: AMQPConfiguration {
    var broker = replies
    broker.pauses.firstWait = .milliseconds(20)
    broker.pauses.longestWait = .milliseconds(200)
    return broker
  }

  /// How many unacknowledged messages a queue's consumer holds.
  func prefetch(for kind: MessageKind) -> Int {
    switch kind {
    case .command, .report: prefetch
    // A message of events may hold a hundred of them.
    case .event: max(1, prefetch / 8)
    case .rejected: min(prefetch, 4)
    }
  }

  private static func database(
    _ settings: Settings, name: String
  ) throws(SettingError) -> PostgreSQLConfiguration {
    let url = try settings.text("COOPT_DATABASE_URL")
    let plainText = try settings.plainText()
    do throws(PostgreSQLError) {
      var configuration = try PostgreSQLConfiguration(url: url, applicationName: name, plainText: plainText)
      configuration.reread = { try settings.text("COOPT_DATABASE_URL") }
      return configuration
    } catch {
      throw SettingError("COOPT_DATABASE_URL", "cannot be used: \(error)")
    }
  }

  private static func broker(
    _ settings: Settings, _ setting: String, name: String
  ) throws(SettingError) -> AMQPConfiguration {
    let url = try settings.text(setting)
    let plainText = try settings.plainText()
    do throws(AMQPError) {
      var configuration = try AMQPConfiguration(url: url, connectionName: name, plainText: plainText)
      configuration.reread = { try settings.text(setting) }
      return configuration
    } catch {
      throw SettingError(setting, "cannot be used: \(error.detail)")
    }
  }

  /// Where nothing is said of replies, they are sent as everything else is.
  private static func replies(_ settings: Settings, name: String) throws(SettingError) -> AMQPConfiguration {
    let setting = "COOPT_REPLIES_AMQP_URL"
    let isSaid = try settings.optionalText(setting) != nil
    return try broker(settings, isSaid ? setting : "COOPT_AMQP_URL", name: name + "-replies")
  }

  private static func senders(_ settings: Settings) throws(SettingError) -> Senders {
    let setting = "COOPT_OUTSIDE_SYSTEMS"
    guard let text = try settings.optionalText(setting) else { return Senders() }
    do throws(OutsideSystems.Defect) {
      return Senders(try OutsideSystems(json: Data(text.utf8)))
    } catch {
      throw SettingError(setting, "cannot be used: \(error)")
    }
  }

  private static func believesUnvouchedEvents(_ settings: Settings) throws(SettingError) -> Bool {
    let setting = "COOPT_UNVOUCHED_EVENTS"
    switch try settings.optionalText(setting) {
    case nil, "accepted": return true
    case "refused": return false
    default: throw SettingError(setting, "is neither 'accepted' nor 'refused'")
    }
  }

  static func logLevel(_ settings: Settings) throws(SettingError) -> Logger.Level {
    guard let text = try settings.optionalText("COOPT_LOG_LEVEL") else { return .info }
    guard let level = Logger.Level(rawValue: text) else {
      throw SettingError("COOPT_LOG_LEVEL", "is none of trace, debug, info, notice, warning, error, critical")
    }
    return level
  }
}
