import AMQPClient
import AsyncHTTPClient
import Foundation
import Glibc
import Logging
import Messages
import NIOCore
import NIOHTTP1
import Observability
import PostgreSQLClient
import ServiceLifecycle
import ServiceRuntime
import ServiceSettings
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary
import WebhooksService

// Servers of two kinds at once: one test at a time, or all could wait for each other at the turnstile.
@Suite("The whole way of a webhook", .serialized, .timeLimit(.minutes(15))) struct WholeWayTests {
  @Test("posted to the running service, a hire is a message on the broker; stopped, it leaves nothing behind")
  func hire() async throws {
    try await TestVirtualHost.with { host in
      try await host.load(definitions: try definitions())
      let broker = try AMQPConfiguration(url: host.amqpURL, connectionName: "test")
      try await AMQPTopologySession.with(broker) { session in
        try await session.declareQueue("test.reports")
        try await session.bind(queue: "test.reports", to: Exchange.integration.rawValue, routingKey: "hire.#")
      }
      try await Hooks.with(amqpURL: host.amqpURL) { hooks in
        try await hooks.map()
        let port = try freePort()
        let group = ServiceProgram.group(
          WebhooksService.definition(hooks.settings),
          settings: try RuntimeSettings(
            Settings([
              "COOPT_DATABASE_URL": hooks.database.url, "COOPT_AMQP_URL": host.amqpURL, "COOPT_HTTP_PORT": String(port),
            ]), service: .webhooks, batchSize: 100),
          metrics: PrometheusRegistry(), logger: Logger(label: "test"))
        let consumer = AMQPConsumer(
          configuration: broker, queue: "test.reports", prefetch: 10, logger: Logger(label: "test"))
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask { await consumer.run() }
          tasks.addTask { try await group.run() }
          let door = OpenDoor(port: port, client: client)
          do {
            while (try? await door.post(try PlainWebhook { $0.kind = .unconcerned }.body, to: "plain").status) != 200 {
              try Task.checkCancellation()
            }
            #expect(try await door.post(try PlainWebhook().body, to: "plain").status == 200)
            let batch = try #require(await consumer.nextBatch(limit: 1))
            let event = try MessageCoder().decode(CloudEvent<HireReported>.self, from: batch[0].body)
            #expect(event.data.sourceSystem == "hooks/plain" && event.data.offerId == Hooks.offer)
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/health/doors")
            request.method = .GET
            #expect(try await client.execute(request, timeout: .seconds(10)).status == .ok)
          } catch {
            await group.triggerGracefulShutdown()
            await consumer.shutDown()
            try? await client.shutdown()
            throw error
          }
          await group.triggerGracefulShutdown()
          await consumer.shutDown()
          try await tasks.waitForAll()
        }
        try await client.shutdown()
        let waiting = try await hooks.database.query(
          "select count(*) from webhooks.deliveries where state in ('received', 'asking')")
        #expect(try waiting[0].decode(Int.self) == 0)
      }
    }
  }

  /// The real topology, less the queues of the other services.
  private func definitions() throws -> Data {
    let passwords = Dictionary(uniqueKeysWithValues: Topology.users.map { ($0.name, "unused") })
    let all = try JSONSerialization.jsonObject(with: Topology.definitions(passwords: passwords))
    var definitions = try #require(all as? [String: [[String: Any]]])
    for (kind, key) in [("queues", "name"), ("bindings", "destination")] {
      definitions[kind]?.removeAll { thing in
        guard let name = thing[key] as? String else { return true }
        return !name.hasPrefix("webhooks.") && name != Topology.unroutableQueue
      }
    }
    return try JSONSerialization.data(withJSONObject: definitions)
  }

  /// A port that nobody listens on.
  private func freePort() throws -> Int {
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
