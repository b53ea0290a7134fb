import AMQPClient
import FoundationEssentials
import Logging

/// What keeps a driver from doing its work.
struct DriverError: Error, CustomStringConvertible {
  let description: String
}

/// The running stack as `docker/local/bench` hands it over: names from `stack.env` in the environment.
enum Broker {
  static func configuration(of user: String) throws -> AMQPConfiguration {
    let name = "COOPT_\(user)_AMQP_URL"
    guard let url = ProcessInfo.processInfo.environment[name] else {
      throw DriverError(description: "no \(name): docker/local/bench calls this program")
    }
    return try AMQPConfiguration(url: url, connectionName: "coopt-bench")
  }

  static var logger: Logger {
    var logger = Logger(label: "coopt-bench", factory: StreamLogHandler.standardError(label:))
    logger.logLevel = .warning
    return logger
  }

  /// Runs the body with a connected publisher, and closes it.
  static func publishing<Result>(
    _ configuration: AMQPConfiguration, _ body: (AMQPPublisher) async throws -> Result
  ) async throws -> Result {
    let publisher = AMQPPublisher(configuration: configuration, logger: logger)
    async let running: Void = publisher.run()
    let result: Swift.Result<Result, any Error>
    do {
      guard await publisher.ready() else { throw DriverError(description: "no connection to the broker") }
      result = .success(try await body(publisher))
    } catch {
      result = .failure(error)
    }
    await publisher.shutDown()
    await running
    return try result.get()
  }
}

extension AMQPPublisher {
  /// Publishes messages, all of which have to be confirmed.
  func publishConfirmed(_ messages: [OutgoingMessage]) async throws {
    let outcomes = try await publish(messages)
    if let other = outcomes.first(where: { $0 != .confirmed }) {
      throw DriverError(description: "a message was not confirmed: \(other)")
    }
  }
}
