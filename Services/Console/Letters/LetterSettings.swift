import AMQPClient
import Certificates
import ServiceSettings

/// Where dead letters lie, as somebody who may take them, and where it is written down what was done with them.
struct LetterSettings: Sendable {
  let broker: AMQPConfiguration
  /// The trail's database, read anew for each session: a password may have been changed.
  let database: @Sendable () throws -> String
  let plainText: PlainText

  /// Reads both addresses; nil where either is missing, so that the area says that it is not set up.
  init?(_ settings: Settings) throws(SettingError) {
    guard let url = try settings.optionalText(Self.brokerName),
      try settings.optionalText(Self.databaseName) != nil
    else { return nil }
    plainText = try settings.plainText()
    database = { try settings.text(Self.databaseName) }
    do throws(AMQPError) {
      var broker = try AMQPConfiguration(url: url, connectionName: "coopt-console-letters", plainText: plainText)
      broker.reread = { try settings.text(Self.brokerName) }
      // Somebody waits for the page.
      broker.connectTimeoutSeconds = 3
      self.broker = broker
    } catch {
      throw SettingError(Self.brokerName, "cannot be used: \(error.detail)")
    }
  }

  private static let brokerName = "COOPT_LETTERS_AMQP_URL"
  private static let databaseName = "COOPT_OPERATIONS_DATABASE_URL"
}
