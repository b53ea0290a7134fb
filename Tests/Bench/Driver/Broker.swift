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
  static func publishing<Result: Sendable>(
    _ configuration: AMQPConfiguration, _ body: (AMQPPublisher) async throws -> Result
  ) async throws -> Result {
    let publisher = AMQPPublisher(configuration: configuration, logger: logger)
    async let running: Void = publisher.run()
    let result = await Swift.Result {
      guard await publisher.ready() else { throw DriverError(description: "no connection to the broker") }
      return try await body(publisher)
    }
    await publisher.shutDown()
    await running
    return try result.get()
  }

  /// Runs the body with a consumer of a queue, and closes it.
  static func consuming<Result: Sendable>(
    _ queue: String, _ configuration: AMQPConfiguration, prefetch: Int = 2000,
    _ body: (AMQPConsumer) async throws -> Result
  ) async throws -> Result {
    try await consuming(
      AMQPConsumer(configuration: configuration, queue: queue, prefetch: prefetch, logger: logger), body)
  }

  /// Runs the body with a listener's queue, bound to keys of exchanges, and its consumer.
  ///
  /// It goes with its connection, as that of whoever waits for an answer or looks on does; or it is there as long as the body
  /// runs whatever happens, as that of a tool that must miss nothing, for which the broker writes each message to the disk.
  static func listening<Result: Sendable>(
    on queue: String, bindings: [(exchange: String, key: String)] = [], isKept: Bool,
    _ body: (AMQPConsumer) async throws -> Result
  ) async throws -> Result {
    let administrator = try configuration(of: "ADMIN")
    if isKept {
      return try await withQueue(queue, bindings: bindings) { try await consuming(queue, administrator, body) }
    }
    let own = ExclusiveQueue(
      name: queue, bindings: bindings.map { ExclusiveQueue.Binding(exchange: $0.exchange, routingKey: $0.key) })
    return try await consuming(
      AMQPConsumer(configuration: administrator, exclusive: own, prefetch: 2000, logger: logger), body)
  }

  private static func consuming<Result: Sendable>(
    _ consumer: AMQPConsumer, _ body: (AMQPConsumer) async throws -> Result
  ) async throws -> Result {
    async let running: Void = consumer.run()
    let result = await Swift.Result {
      guard await consumer.ready() else { throw DriverError(description: "\(consumer.queue) cannot be consumed") }
      return try await body(consumer)
    }
    await consumer.shutDown()
    await running
    return try result.get()
  }

  /// Runs the body with a queue that is there as long as it runs, bound to keys of exchanges.
  static func withQueue<Result: Sendable>(
    _ queue: String, bindings: [(exchange: String, key: String)] = [], _ body: () async throws -> Result
  ) async throws -> Result {
    let administrator = try configuration(of: "ADMIN")
    try await AMQPTopologySession.with(administrator) { session in
      try await session.deleteQueue(queue)
      try await session.declareQueue(queue)
      for (exchange, key) in bindings { try await session.bind(queue: queue, to: exchange, routingKey: key) }
    }
    let result = await Swift.Result { try await body() }
    try await AMQPTopologySession.with(administrator) { try await $0.deleteQueue(queue) }
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

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
