import AMQPClient
import ConsoleDomain
import FoundationEssentials
import Logging
import ServiceSettings

/// What the console reads from its environment.
struct ConsoleSettings: Sendable {
  let broker: AMQPConfiguration
  /// The address people type, without a slash at its end.
  let publicURL: String
  let host: String
  let port: Int
  /// Where `/health` and `/metrics` are, for whoever operates it.
  let operationsHost: String
  let operationsPort: Int
  let identity: IdentityProviderSettings
  let sessions: SessionLimits
  let zone: TimeZone
  let logLevel: Logger.Level
  /// Where services tell their figures: a name and the address of its HTTP side each.
  let services: [String: String]
  /// Where dead letters lie; nil where that is not set up.
  let letters: LetterSettings?

  /// Whether people reach it over TLS.
  var isEncrypted: Bool { publicURL.hasPrefix("https://") }

  /// Reads and checks all of it; throws one `SettingError` for all that is missing or malformed.
  init(_ settings: Settings) throws(SettingError) {
    var findings = SettingFindings()
    func text(_ name: String, _ value: String) -> String {
      findings.value { () throws(SettingError) in try settings.optionalText(name) ?? value } ?? value
    }
    func integer(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Int {
      findings.value { () throws(SettingError) in try settings.integer(name, default: value, in: range) } ?? value
    }
    let broker = findings.value { () throws(SettingError) in try Self.broker(settings) }
    host = text("COOPT_CONSOLE_HOST", "127.0.0.1")
    port = integer("COOPT_CONSOLE_PORT", 8090, 1...65535)
    operationsHost = text("COOPT_HTTP_HOST", "127.0.0.1")
    operationsPort = integer("COOPT_HTTP_PORT", 8080, 1...65535)
    let publicURL = findings.value { () throws(SettingError) in try settings.text("COOPT_CONSOLE_URL") } ?? ""
    self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    let identity = findings.value { () throws(SettingError) in try IdentityProviderSettings(settings) }
    sessions = SessionLimits(
      idle: .seconds(integer("COOPT_SESSION_IDLE_SECONDS", 1800, 60...86_400)),
      whole: .seconds(integer("COOPT_SESSION_SECONDS", 28_800, 60...604_800)))
    let zone = text("COOPT_TIME_ZONE", "Europe/Paris")
    self.zone = TimeZone(identifier: zone) ?? .gmt
    if TimeZone(identifier: zone) == nil {
      findings.add([SettingError("COOPT_TIME_ZONE", "is no zone of the tz database, such as Europe/Paris")])
    }
    let level = text("COOPT_LOG_LEVEL", "info")
    logLevel = Logger.Level(rawValue: level) ?? .info
    services = Self.services(text("COOPT_CONSOLE_SERVICES", ""))
    letters = findings.value { () throws(SettingError) in try LetterSettings(settings) } ?? nil
    try findings.check()
    guard let broker, let identity else { throw SettingError("COOPT_AMQP_URL", "cannot be used") }
    self.broker = broker
    self.identity = identity
  }

  private static func broker(_ settings: Settings) throws(SettingError) -> AMQPConfiguration {
    let url = try settings.text("COOPT_AMQP_URL")
    let plainText = try settings.plainText()
    do throws(AMQPError) {
      var configuration = try AMQPConfiguration(url: url, connectionName: "coopt-console", plainText: plainText)
      configuration.reread = { try settings.text("COOPT_AMQP_URL") }
      return configuration
    } catch {
      throw SettingError("COOPT_AMQP_URL", "cannot be used: \(error.detail)")
    }
  }

  /// Reads `members=http://127.0.0.1:8081,offers=…`.
  private static func services(_ text: String) -> [String: String] {
    var services: [String: String] = [:]
    for entry in text.split(separator: ",") {
      let parts = entry.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { services[String(parts[0])] = String(parts[1]) }
    }
    return services
  }
}
