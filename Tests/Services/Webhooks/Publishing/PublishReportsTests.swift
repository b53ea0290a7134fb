import AMQPClient
import Foundation
import Logging
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary
import WebhooksService

// Servers of two kinds at once: one test at a time, or all could wait for each other at the turnstile.
@Suite("Reports of webhooks reach the broker", .serialized, .timeLimit(.minutes(15))) struct PublishReportsTests {
  /// A virtual host whose exchange leads to a queue that is looked at, where it is to lead anywhere.
  private func broker(
    isBound: Bool = true, _ body: (Broker) async throws -> Void
  ) async throws {
    try await TestVirtualHost.with { host in
      // The topology's exchanges alone: none of its queues are needed.
      for exchange in [Exchange.unroutable, .integration] {
        let kind = exchange == .unroutable ? "fanout" : "topic"
        try await host.manage(
          "PUT", "exchanges/\(host.name)/\(exchange.rawValue)", Data(#"{"type":"\#(kind)","durable":true}"#.utf8))
      }
      let configuration = try AMQPConfiguration(url: host.amqpURL, connectionName: "test")
      try await AMQPTopologySession.with(configuration) { session in
        try await session.declareQueue("test.reports")
        if isBound {
          try await session.bind(queue: "test.reports", to: Exchange.integration.rawValue, routingKey: "#")
        }
      }
      let consumer = AMQPConsumer(
        configuration: configuration, queue: "test.reports", prefetch: 500, logger: Logger(label: "test"))
      try await withThrowingTaskGroup(of: Void.self) { connections in
        connections.addTask { await consumer.run() }
        try await body(Broker(host: host, consumer: consumer))
        await consumer.shutDown()
      }
    }
  }

  private struct Broker {
    let host: TestVirtualHost
    let consumer: AMQPConsumer

    struct Ended: Error {}

    /// The next so many messages, in the order of the queue.
    func next(_ count: Int) async throws -> [Delivery] {
      var deliveries: [Delivery] = []
      while deliveries.count < count {
        guard let batch = await consumer.nextBatch(limit: count - deliveries.count) else { throw Ended() }
        await consumer.acknowledge(batch.map(\.tag))
        deliveries += batch
      }
      return deliveries
    }

    func bind() async throws {
      try await AMQPTopologySession.with(AMQPConfiguration(url: host.amqpURL)) { session in
        try await session.bind(queue: "test.reports", to: Exchange.integration.rawValue, routingKey: "#")
      }
    }
  }

  /// Publishes while a body runs.
  private func publishing(
    _ hooks: Hooks, _ body: (PublishReports) async throws -> Void
  ) async throws {
    let publishing = PublishReports(hooks.settings)
    try await withThrowingTaskGroup(of: Void.self) { life in
      life.addTask {
        await publishing.run(in: Surroundings(pool: hooks.database.pool, logger: Logger(label: "test")) {})
      }
      do {
        try await body(publishing)
      } catch {
        publishing.finish()
        throw error
      }
      publishing.finish()
    }
  }

  /// Waits until a query counts none; the database waits between looks, not the test.
  private func wait(_ hooks: Hooks, untilNone statement: Statement) async throws {
    while try await hooks.database.query(statement)[0].decode(Int.self) != 0 {
      try Task.checkCancellation()
      _ = try await hooks.database.query("select pg_sleep(0.01)")
    }
  }

  private func published(_ hooks: Hooks) async throws {
    try await wait(hooks, untilNone: "select count(*) from webhooks.reports where published_at is null")
  }

  @Test("as messages of the contract, once each, confirmed before they are noted; each hire's in their order")
  func messages() async throws {
    try await broker { broker in
      try await Hooks.with(amqpURL: broker.host.amqpURL) { hooks in
        try await hooks.map()
        for minute in 0..<20 {
          try await hooks.receive(
            PlainWebhook {
              $0.kind = minute.isMultiple(of: 2) ? .hired : .unhired
              $0.application = "app-\(minute / 4)"
            }, at: Hooks.at(Double(minute)))
        }
        try await hooks.read(at: Hooks.at(30))
        var deliveries: [Delivery] = []
        try await publishing(hooks) { _ in
          deliveries = try await broker.next(20)
          try await published(hooks)
        }
        let rows = try await hooks.database.query(
          "select report_id, delivery_id, application_id, routing_key, trace_parent from webhooks.reports order by position"
        )
        let reports = try rows.decode((MessageID, DeliveryID, String, String, String).self)
        for application in Set(reports.map(\.2)) {
          let expected = reports.filter { $0.2 == application }.map(\.0.description)
          let arrived = try deliveries.map { ($0, try header($0)) }.filter { $0.1.subject == application }
          #expect(arrived.map { $0.0.properties.messageID } == expected)
        }
        for (id, delivery, _, key, trace) in reports {
          let message = try #require(deliveries.first { $0.properties.messageID == id.description })
          let envelope = try header(message)
          #expect(message.routingKey == key && envelope.id == id)
          #expect(envelope.source == "/coopt/webhooks/plain" && envelope.correlationID == delivery.description)
          #expect(envelope.traceParent == trace && message.properties.headers["traceparent"]?.string == trace)
          #expect(message.properties.contentType == "application/cloudevents+json")
          #expect(message.properties.isPersistent && message.properties.appID == "webhooks")
          #expect(message.properties.userID == URLComponents(string: broker.host.amqpURL)?.user)
          if key == HireReported.routingKey {
            _ = try MessageCoder().decode(CloudEvent<HireReported>.self, from: message.body)
          } else {
            _ = try MessageCoder().decode(CloudEvent<HireWithdrawalReported>.self, from: message.body)
          }
        }
      }
    }
  }

  private func header(_ delivery: Delivery) throws -> CloudEvent<JSONObject> {
    try JSONDecoder().decode(CloudEvent<JSONObject>.self, from: delivery.body)
  }

  @Test("a crash between confirm and note publishes once more, under the same id")
  func crash() async throws {
    try await broker { broker in
      try await Hooks.with(amqpURL: broker.host.amqpURL) { hooks in
        try await hooks.map()
        try await hooks.receive(PlainWebhook())
        try await hooks.read()
        var ids: [String?] = []
        for _ in 0..<3 {
          try await publishing(hooks) { _ in
            ids += try await broker.next(1).map(\.properties.messageID)
            try await published(hooks)
          }
          // As if nobody had come to note it, and its time were over.
          _ = try await hooks.database.query(
            "update webhooks.reports set published_at = null, due_at = created_at")
        }
        #expect(ids.count == 3 && Set(ids).count == 1 && ids.first != .some(nil))
      }
    }
  }

  @Test("what no queue takes is published again with pauses, told meanwhile, and arrives once there is one")
  func returned() async throws {
    try await broker(isBound: false) { broker in
      try await Hooks.with(amqpURL: broker.host.amqpURL) { hooks in
        try await hooks.map()
        try await hooks.receive(PlainWebhook())
        try await hooks.read()
        try await publishing(hooks) { publishing in
          try await wait(hooks, untilNone: "select count(*) from webhooks.reports where attempts = 0")
          while !publishing.remarks.contains(where: { $0.contains("no queue takes it") }) {
            try Task.checkCancellation()
            _ = try await hooks.database.query("select pg_sleep(0.01)")
          }
          try await broker.bind()
          #expect(try await broker.next(1).count == 1)
          try await published(hooks)
        }
      }
    }
  }

  @Test("a source's broken login holds up no other source; without an address its reports wait")
  func sources() async throws {
    try await broker { broker in
      try await Hooks.with { hooks in
        let broken = broker.host.amqpURL.replacing("://", with: "://nobody").replacing("@", with: "x@")
        hooks.secrets.value =
          #"{"plain":{"signing":["s3cret"],"amqpUrl":"\#(broken)"},"other":{"amqpUrl":"\#(broker.host.amqpURL)"}}"#
        try await hooks.map()
        try await hooks.receive(PlainWebhook())
        try await hooks.receive(PlainWebhook(), from: "other")
        try await hooks.read()
        try await publishing(hooks) { publishing in
          let arrived = try await broker.next(1)
          #expect(try arrived.map { try header($0).source } == ["/coopt/webhooks/other"])
          while !publishing.remarks.contains(where: { $0.hasPrefix("plain: ") }) {
            try Task.checkCancellation()
            _ = try await hooks.database.query("select pg_sleep(0.01)")
          }
        }
        let waiting = try await hooks.database.query("select source from webhooks.reports where due_at is not null")
        #expect(try waiting.decode(String.self) == ["plain"])
        // Nothing was taken that could not be sent.
        let attempts = try await hooks.database.query("select attempts from webhooks.reports where source = 'plain'")
        #expect(try attempts[0].decode(Int.self) == 0)
        // The secret is exchanged, and the report goes out.
        hooks.secrets.value = #"{"plain":{"amqpUrl":"\#(broker.host.amqpURL)"}}"#
        try await publishing(hooks) { _ in
          #expect(try await broker.next(1).count == 1)
          try await published(hooks)
        }
      }
    }
  }

  @Test("two processes that publish the same reports note each once, and keep each hire's order")
  func processes() async throws {
    try await broker { broker in
      try await Hooks.with(amqpURL: broker.host.amqpURL) { hooks in
        try await hooks.map()
        for minute in 0..<60 {
          try await hooks.receive(
            PlainWebhook {
              $0.kind = minute.isMultiple(of: 2) ? .hired : .unhired
              $0.application = "app-\(minute % 6 / 2)"
            }, at: Hooks.at(Double(minute)))
        }
        try await hooks.read(at: Hooks.at(90))
        let expected = try await hooks.database.query(
          "select application_id, report_id from webhooks.reports order by position"
        ).decode((String, MessageID).self)
        var arrived: [CloudEvent<JSONObject>] = []
        try await publishing(hooks) { _ in
          try await publishing(hooks) { _ in
            arrived = try await broker.next(expected.count).map(header)
            try await published(hooks)
          }
        }
        for application in Set(expected.map(\.0)) {
          #expect(
            arrived.filter { $0.subject == application }.map(\.id)
              == expected.filter { $0.0 == application }.map(\.1))
        }
      }
    }
  }
}
