import FoundationEssentials

/// The running PostgreSQL and RabbitMQ that tests talk to, as `stack.env` describes them.
///
/// `make test` starts the stack and names its file in `COOPT_STACK_ENV`; without that, the test stack of this
/// checkout is meant.
public enum TestStack {
  /// What is missing when a test asks for a stack that does not run.
  public struct Missing: Error, CustomStringConvertible {
    /// What to do about it.
    public let description: String
  }

  private static let values: [String: String] = {
    let environment = ProcessInfo.processInfo.environment
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = environment["COOPT_STACK_ENV"] ?? "/\(root)/.local/test/stack.env"
    guard let data = FileManager.default.contents(atPath: path) else { return environment }
    var values: [String: String] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      values[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return values.merging(environment) { _, fromEnvironment in fromEnvironment }
  }()

  /// A line of `stack.env`; throws `Missing` when there is no such line.
  public static func value(_ name: String) throws -> String {
    guard let value = values[name] else {
      throw Missing(description: "no \(name): run the tests with 'make test', or start the test stack first")
    }
    return value
  }

  /// The broker's administrator over TLS, `amqps://…`; `amqp://…` where the stack has no TLS.
  public static var adminAMQPURL: String {
    get throws { try values["COOPT_ADMIN_AMQPS_URL"] ?? value("COOPT_ADMIN_AMQP_URL") }
  }

  /// The broker's administrator in clear, `amqp://…`, for tests that listen in or write frames by hand.
  public static var adminPlainAMQPURL: String { get throws { try value("COOPT_ADMIN_AMQP_URL") } }

  /// The database's superuser, `postgresql://…`.
  public static var adminDatabaseURL: String { get throws { try value("COOPT_ADMIN_DATABASE_URL") } }
}
