import AMQPClient
import Metrics
import Foundation
import Glibc
import Logging
import Messages
import Observability
import PostgreSQLClient
import ServiceLifecycle
import MessageHandling
import ServiceRuntime
import ServiceSettings
import TestStack
import Testing
import Topology
import Vocabulary

/// A virtual host with the real topology, a database with the service's schema, and eyes on what comes out: the service
/// under test runs between them as it does in its own process.
struct Platform: Sendable {
  var definition: ServiceDefinition
  let virtualHost: TestVirtualHost
  let databaseURL: String
  let databaseName: SQLIdentifier
  let pool: PostgreSQLPool
  let publisher: AMQPPublisher
  let events: ObservedQueue
  let deadLetters: ObservedQueue
  let replies: ObservedQueue
  let metrics = PrometheusRegistry()
  let log = LogLines()
  var overrides: [String: String] = [:]

  /// The name that commands are asked to answer to.
  static let replyQueue = "staff.replies"

  /// Makes all of it, runs the body, and takes it away again.
  static func with(
    _ definition: ServiceDefinition = .candidates,
    settings overrides: [String: String] = [:],
    migrated: Bool = true,
    _ body: (Platform) async throws -> Void
  ) async throws {
    try await TestVirtualHost.with { virtualHost in
      try await declare(on: virtualHost, observing: definition.name)
      try await TestDatabase.with { database in
        if migrated { _ = try await database.pool.withConnection { try await definition.migrate(on: $0) } }
        let broker = try AMQPConfiguration(url: virtualHost.amqpURL, connectionName: "test")
        let platform = Platform(
          definition: definition,
          virtualHost: virtualHost,
          databaseURL: database.url,
          databaseName: database.name,
          pool: database.pool,
          publisher: AMQPPublisher(configuration: broker, logger: QuietLog.logger),
          events: ObservedQueue(broker, queue: "test.events"),
          deadLetters: ObservedQueue(broker, queue: Topology.deadLettersQueue(of: definition.name).name),
          replies: ObservedQueue(broker, queue: replyQueue),
          overrides: overrides
        )
        try await platform.connected(body)
      }
    }
  }

  private static func declare(on virtualHost: TestVirtualHost, observing service: ServiceName) async throws {
    try await virtualHost.load(definitions: try definitions(of: service))
    try await AMQPTopologySession.with(AMQPConfiguration(url: virtualHost.amqpURL)) { session in
      try await session.declareQueue(replyQueue)
      try await session.declareQueue("test.events")
      try await session.bind(
        queue: "test.events", to: Exchange.events.rawValue, routingKey: "\(service.rawValue).#")
    }
  }

  /// The real topology, less the queues of the other services: each costs the broker a Raft group.
  private static func definitions(of service: ServiceName) throws -> Data {
    let passwords = Dictionary(uniqueKeysWithValues: Topology.users.map { ($0.name, "unused") })
    let all = try JSONSerialization.jsonObject(with: Topology.definitions(passwords: passwords))
    var definitions = try #require(all as? [String: [[String: Any]]])
    for (kind, key) in [("queues", "name"), ("bindings", "destination")] {
      definitions[kind]?.removeAll { thing in
        guard let name = thing[key] as? String else { return true }
        return !name.hasPrefix("\(service.rawValue).") && name != Topology.unroutableQueue
      }
    }
    return try JSONSerialization.data(withJSONObject: definitions)
  }

  private func connected(_ body: (Platform) async throws -> Void) async throws {
    let observed = [events, deadLetters, replies]
    try await withThrowingTaskGroup(of: Void.self) { connections in
      connections.addTask { await publisher.run() }
      for queue in observed { connections.addTask { await queue.run() } }
      #expect(await publisher.ready())
      for queue in observed { #expect(await queue.ready()) }
      try await body(self)
      for queue in observed { await queue.shutDown() }
      await publisher.shutDown()
    }
  }

  /// The same platform for another version of the service.
  func running(as definition: ServiceDefinition) -> Platform {
    var platform = self
    platform.definition = definition
    return platform
  }

  /// How a run of the service ends.
  enum End {
    /// As SIGTERM ends it.
    case drained
    /// As a crash does: everything is dropped where it stands.
    case crashed
  }

  /// Runs the service while the body runs, then ends it.
  func running(until end: End = .drained, _ body: (RunningService) async throws -> Void) async throws {
    let port = try Self.freePort()
    let settings = try RuntimeSettings(
      Settings(values(port: port)), service: definition.name, batchSize: definition.batchSize)
    let group = ServiceProgram.group(
      definition, settings: settings, metrics: metrics,
      logger: Logger(label: "test") { [log] in
        StructuredLogHandler(service: "test", label: $0, level: .debug, write: log.append)
      })
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await withMetricsFactory(metrics) { try await group.run() } }
      let service = RunningService(port: port)
      do {
        try await service.becomesLive()
        try await body(service)
      } catch {
        log.dump()
        await group.triggerGracefulShutdown()
        throw error
      }
      switch end {
      case .drained:
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      case .crashed:
        tasks.cancelAll()
        while let result = await tasks.nextResult() { _ = result }
      }
    }
  }

  private func values(port: Int) -> [String: String] {
    [
      "COOPT_DATABASE_URL": databaseURL, "COOPT_AMQP_URL": virtualHost.amqpURL, "COOPT_HTTP_PORT": String(port),
    ].merging(overrides) { $1 }
  }

  /// A port that nobody listens on.
  private static func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 ? getsockname(listener, address, &length) : -1
      }
    }
    try #require(status == 0)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
