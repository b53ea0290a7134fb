/// An address that a command needs, and where it may stand.
package struct ServerAddress: Sendable {
  /// What it is the address of.
  package let noun: String
  /// The option that gives it.
  package let option: String
  /// The environment variables that may hold it, or with `_FILE` name a file that does, the first one first.
  package let variables: [String]

  /// The broker, as staff tools log in to it.
  package static let broker = ServerAddress(
    noun: "broker", option: "--amqp-url",
    variables: ["COOPT_AMQP_URL", "COOPT_STAFF_AMQPS_URL", "COOPT_STAFF_AMQP_URL"])

  /// The broker, as whoever administers it logs in.
  package static let administeredBroker = ServerAddress(
    noun: "broker's administrator", option: "--amqp-url",
    variables: ["COOPT_ADMIN_AMQPS_URL", "COOPT_ADMIN_AMQP_URL", "COOPT_AMQP_URL"])

  /// The broker, as a system logs in that reports hires.
  package static let tracker = ServerAddress(
    noun: "broker for a system that reports hires", option: "--amqp-url",
    variables: ["COOPT_ATS_AMQPS_URL", "COOPT_ATS_AMQP_URL"])

  /// The broker, as a system logs in that pays out.
  package static let finance = ServerAddress(
    noun: "broker for a system that pays out", option: "--amqp-url",
    variables: ["COOPT_FINANCE_AMQPS_URL", "COOPT_FINANCE_AMQP_URL"])

  /// The same for whoever reads along, and so needs it in clear.
  package static let plainAdministeredBroker = ServerAddress(
    noun: "broker's administrator", option: "--amqp-url", variables: ["COOPT_ADMIN_AMQP_URL"])

  /// The broker's management interface.
  package static let management = ServerAddress(
    noun: "broker's management interface", option: "--management-url", variables: ["COOPT_MANAGEMENT_URL"])

  /// The database, as an operator logs in to it.
  package static let database = ServerAddress(
    noun: "database", option: "--database-url", variables: ["COOPT_DATABASE_URL", "COOPT_ADMIN_DATABASE_URL"])

  /// What to set when there is none.
  package var advice: String {
    let name = variables.first { !$0.contains("_AMQPS_") } ?? variables[0]
    return "set \(name) (or \(name)_FILE), give \(option), or call coopt where '\(StackFile.path)' is"
  }
}
