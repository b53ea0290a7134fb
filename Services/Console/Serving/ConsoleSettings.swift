import AMQPClient
import Certificates
import ConsoleDomain
import FoundationEssentials
import FoundationInternationalization
import Logging
import ServiceSettings

/// What the console reads from its environment.
package struct ConsoleSettings: Sendable {
  let broker: AMQPConfiguration
  /// The address people type, as browsers name where something comes from: scheme, host and port.
  package let publicURL: String
  package let host: String
  package let port: Int
  /// Where `/health` and `/metrics` are, for whoever operates it.
  package let operationsHost: String
  package let operationsPort: Int
  package let identity: IdentityProviderSettings
  let sessions: SessionLimits
  let zone: TimeZone
  package let logLevel: Logger.Level
  /// Where services tell their figures: a name and the address of its HTTP side each.
  let services: [String: String]
  /// Where dead letters lie; nil where that is not set up.
  let letters: LetterSettings?
  /// How long stopping may take.
  package let drainSeconds: Int
  /// How long a form may take to arrive.
  package var formPatience = Duration.seconds(30)

  /// Whether people reach it over TLS.
  var isEncrypted: Bool { publicURL.hasPrefix("https://") }

  /// Reads and checks all of it; throws one `SettingError` for all that is missing or malformed.
  package init(_ settings: Settings) throws(SettingError) {
    var findings = SettingFindings()
    func text(_ name: String, _ value: String) -> String {
      findings.value { () throws(SettingError) in try settings.optionalText(name) ?? value } ?? value
    }
    func integer(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> Int {
      findings.value { () throws(SettingError) in try settings.integer(name, default: value, in: range) } ?? value
    }
    let broker = findings.value { () throws(SettingError) in try Self.broker(settings) }
    host = text("COOPT_CONSOLE_HOST", "127.0.0.1")
    port = integer("COOPT_CONSOLE_PORT", 8090, 0...65535)
    operationsHost = text("COOPT_HTTP_HOST", "127.0.0.1")
    operationsPort = integer("COOPT_HTTP_PORT", 8080, 0...65535)
    publicURL = findings.value { () throws(SettingError) in try Self.publicURL(settings) } ?? ""
    let identity = findings.value { () throws(SettingError) in try IdentityProviderSettings(settings) }
    sessions = SessionLimits(
      idle: .seconds(integer("COOPT_SESSION_IDLE_SECONDS", 1800, 1...86_400)),
      whole: .seconds(integer("COOPT_SESSION_SECONDS", 28_800, 1...604_800)),
      ofPerson: integer("COOPT_SESSIONS_OF_PERSON", 10, 1...1000))
    let zone = text("COOPT_TIME_ZONE", "Europe/Paris")
    self.zone = TimeZone(identifier: zone) ?? .gmt
    // The list of zones is asked for so that what knows them is linked in: by itself a lone identifier does not name it.
    if TimeZone(identifier: zone) == nil, !TimeZone.knownTimeZoneIdentifiers.contains(zone) {
      findings.add([SettingError("COOPT_TIME_ZONE", "is no zone of the tz database, such as Europe/Paris")])
    }
    logLevel = findings.value { () throws(SettingError) in try Self.logLevel(settings) } ?? .info
    services = findings.value { () throws(SettingError) in try Self.services(settings) } ?? [:]
    letters = findings.value { () throws(SettingError) in try LetterSettings(settings) } ?? nil
    drainSeconds = integer("COOPT_DRAIN_SECONDS", 20, 1...3600)
    try findings.check()
    guard let broker, let identity else { throw SettingError("COOPT_AMQP_URL", "cannot be used") }
    self.broker = broker
    self.identity = identity
  }

  /// How much is logged.
  package static func logLevel(_ settings: Settings) throws(SettingError) -> Logger.Level {
    guard let text = try settings.optionalText("COOPT_LOG_LEVEL") else { return .info }
    guard let level = Logger.Level(rawValue: text) else {
      throw SettingError(
        "COOPT_LOG_LEVEL", "is none of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return level
  }

  private static func publicURL(_ settings: Settings) throws(SettingError) -> String {
    let name = "COOPT_CONSOLE_URL"
    guard let address = WebAddress(try settings.text(name)), address.path.isEmpty, !address.hasMore else {
      throw SettingError(name, "is no address such as https://console.example.com, without a path")
    }
    guard address.isProtected(try settings.plainText()) else {
      throw SettingError(name, "has to begin with https://, \(PlainText.advice)")
    }
    return address.origin
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
  private static func services(_ settings: Settings) throws(SettingError) -> [String: String] {
    let name = "COOPT_CONSOLE_SERVICES"
    var services: [String: String] = [:]
    for entry in try settings.optionalText(name)?.split(separator: ",") ?? [] {
      let parts = entry.trimmingCharacters.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, WebAddress(parts[1]) != nil else {
        throw SettingError(name, "is no list such as members=http://127.0.0.1:8081,offers=http://127.0.0.1:8082")
      }
      services[parts[0]] = parts[1]
    }
    return services
  }
}
