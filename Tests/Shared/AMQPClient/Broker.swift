import AMQPClient
import Foundation
import Logging
import TestStack
import Testing

/// A virtual host of the test's own with one queue in it.
struct Broker: Sendable {
  let virtualHost: TestVirtualHost
  /// Over TLS.
  let configuration: AMQPConfiguration
  /// In clear, for tests that listen in or write frames by hand.
  let plain: AMQPConfiguration

  static let queue = "q"
  /// Where `rejectedToOther` leads.
  static let rejected = "rejected"

  /// Makes it, runs the body, and takes it away.
  static func with(arguments: [String: AMQPFieldValue] = [:], _ body: (Broker) async throws -> Void) async throws {
    try await TestVirtualHost.with { virtualHost in
      let configuration = try AMQPConfiguration(url: virtualHost.amqpURL, connectionName: "test")
      let plain = try AMQPConfiguration(url: virtualHost.plainAMQPURL, connectionName: "test")
      try await AMQPTopologySession.with(configuration) { session in
        try await session.declareQueue(queue, arguments: arguments)
      }
      try await body(Broker(virtualHost: virtualHost, configuration: configuration, plain: plain))
    }
  }

  /// Connects a publisher for the time of a body.
  func publishing(
    _ change: (inout AMQPConfiguration) -> Void = { _ in }, _ body: (AMQPPublisher) async throws -> Void
  ) async throws {
    var configuration = configuration
    change(&configuration)
    let publisher = AMQPPublisher(configuration: configuration, logger: Self.quiet)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await publisher.run() }
      try #require(await publisher.ready())
      try await body(publisher)
      await publisher.shutDown()
    }
    #expect(publisher.status == .stopped)
  }

  /// Connects a consumer of the queue, or of another one, for the time of a body.
  func consuming(
    of queue: String = Broker.queue, prefetch: Int = 100, _ change: (inout AMQPConfiguration) -> Void = { _ in },
    _ body: (AMQPConsumer) async throws -> Void
  ) async throws {
    var configuration = configuration
    change(&configuration)
    let consumer = AMQPConsumer(configuration: configuration, queue: queue, prefetch: prefetch, logger: Self.quiet)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await consumer.run() }
      try #require(await consumer.ready())
      try await body(consumer)
      await consumer.shutDown()
    }
    #expect(consumer.status == .stopped)
    #expect(await consumer.nextBatch(limit: 1) == nil)
  }

  /// Messages that wait in the queue and are delivered to nobody.
  func ready() async throws -> Int {
    try await AMQPTopologySession.with(configuration) { try await $0.messageCount(of: Self.queue) }
  }

  /// Declares the queue that rejected messages go to.
  func declareRejected() async throws {
    try await AMQPTopologySession.with(configuration) { try await $0.declareQueue(Self.rejected) }
  }

  /// Waits until a message of its own has expired, for tests in which nothing may happen for a while.
  func waitForExpiry(milliseconds: Int) async throws {
    try await AMQPTopologySession.with(configuration) { session in
      try await session.declareQueue("expired")
      try await session.declareQueue(
        "expiring", arguments: ["x-dead-letter-exchange": "", "x-dead-letter-routing-key": "expired"])
    }
    try await publishing { publisher in
      var message = OutgoingMessage.text("wake", to: "expiring")
      message.properties.expiration = "\(milliseconds)"
      _ = try await publisher.publish([message])
    }
    let consumer = AMQPConsumer(configuration: configuration, queue: "expired", prefetch: 1, logger: Self.quiet)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await consumer.run() }
      _ = try await consumer.take(1)
      await consumer.shutDown()
    }
  }

  static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension OutgoingMessage {
  /// A message to the queue, or to another place.
  static func text(_ text: String, to routingKey: String = Broker.queue, exchange: String = "") -> OutgoingMessage {
    OutgoingMessage(
      exchange: exchange, routingKey: routingKey, properties: AMQPProperties(messageID: text), body: Data(text.utf8))
  }
}

extension AMQPConsumer {
  /// So many deliveries, in batches as they come.
  func take(_ count: Int) async throws -> [Delivery] {
    var deliveries: [Delivery] = []
    while deliveries.count < count {
      deliveries += try #require(await nextBatch(limit: count - deliveries.count))
    }
    return deliveries
  }
}

extension Delivery {
  var text: String { String(decoding: body, as: UTF8.self) }
}
