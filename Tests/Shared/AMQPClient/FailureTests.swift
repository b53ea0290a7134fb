import AMQPClient
import Foundation
import Glibc
import TestStack
import Testing

@Suite("What fails without a word", .timeLimit(.minutes(15)))
struct FailureTests {
  @Test("a message that is not confirmed in time has the outcome unknown, and the next connection works")
  func unconfirmed() async throws {
    try await Broker.with { broker in
      let relay = try #require(Relay(to: broker.configuration.port))
      defer { relay.end() }
      try await broker.publishing {
        $0.port = relay.port
        $0.confirmTimeoutSeconds = 1
      } _: { publisher in
        let before = try await publisher.publish([.text("a")])
        #expect(before == [.confirmed])
        relay.swallow(true)
        async let first = publisher.publish([.text("b")])
        async let second = publisher.publish([.text("c"), .text("d")])
        let outcomes = try await (first, second)
        #expect(outcomes.0 == [.unknown] && outcomes.1 == [.unknown, .unknown])
        relay.swallow(false)
        #expect(await publisher.ready())
        let after = try await publisher.publish([.text("e")])
        #expect(after == [.confirmed])
        #expect(relay.connections >= 2)
      }
    }
  }

  @Test("a queue that refuses again and again is tried over a new connection")
  func refused() async throws {
    try await Broker.with(arguments: ["x-max-length": 0, "x-overflow": "reject-publish"]) { broker in
      let relay = try #require(Relay(to: broker.configuration.port))
      defer { relay.end() }
      try await broker.publishing {
        $0.port = relay.port
      } _: { publisher in
        while relay.connections < 2 {
          let outcomes = try? await publisher.publish([.text("a")])
          #expect(outcomes == nil || outcomes == [.rejected] || outcomes == [.unknown])
          _ = await publisher.ready()
        }
      }
    }
  }

  @Test("silent and closed addresses are left for the next, in whatever order")
  func hosts() async throws {
    // Nobody accepts: once the backlog is full, who comes hears nothing.
    let silent = try #require(Loopback.listen(backlog: 0))
    let waiting = (0..<2).map { _ in Loopback.begin(port: silent.port) }
    defer { ([silent.descriptor] + waiting).forEach { close($0) } }
    // Accepts by the kernel alone, and never answers.
    let mute = try #require(Loopback.listen())
    defer { close(mute.descriptor) }
    let gone = try #require(Loopback.listen())
    close(gone.descriptor)
    try await Broker.with { broker in
      var configuration = broker.configuration
      configuration.endpoints =
        [silent.port, mute.port, gone.port].map { AMQPEndpoint(host: "127.0.0.1", port: $0) } + configuration.endpoints
      configuration.addressTimeoutSeconds = 1
      for _ in 0..<4 {
        // One round, which is not repeated.
        let count = try await AMQPTopologySession.with(configuration) { try await $0.messageCount(of: Broker.queue) }
        #expect(count == 0)
      }
    }
  }

  @Test("with no address that answers, the whole round is bounded")
  func bounded() async throws {
    let mute = try #require(Loopback.listen())
    defer { close(mute.descriptor) }
    var configuration = try AMQPConfiguration(url: try TestStack.adminAMQPURL)
    configuration.endpoints = Array(repeating: AMQPEndpoint(host: "127.0.0.1", port: mute.port), count: 50)
    configuration.connectTimeoutSeconds = 3
    configuration.addressTimeoutSeconds = 1
    let began = ContinuousClock.now
    let asked = configuration
    let error = await #expect(throws: AMQPError.self) {
      _ = try await AMQPTopologySession.with(asked) { try await $0.messageCount(of: "none") }
    }
    #expect(error?.isRetriable == true)
    // 50 addresses of a second each would be more.
    #expect(began.duration(to: .now) < .seconds(30))
  }

  @Test("a broker that falls silent is given up after two heartbeats")
  func silence() async throws {
    try await Broker.with { broker in
      let relay = try #require(Relay(to: broker.configuration.port))
      defer { relay.end() }
      try await broker.consuming {
        $0.port = relay.port
        $0.heartbeatSeconds = 1
      } _: { consumer in
        relay.swallow(true)
        while consumer.status.isReady { await Task.yield() }
        relay.swallow(false)
        #expect(await consumer.ready())
        #expect(relay.connections >= 2)
      }
    }
  }

  @Test("a run that is cancelled without a broker ends, and makes no further attempt")
  func cancelled() async throws {
    let relay = try #require(Loopback.listen())
    close(relay.descriptor)
    var configuration = try AMQPConfiguration(url: try TestStack.adminAMQPURL)
    configuration.port = relay.port
    let publisher = AMQPPublisher(configuration: configuration, logger: Broker.quiet)
    let run = Task { await publisher.run() }
    while publisher.status == .disconnected(nil) { await Task.yield() }
    run.cancel()
    await run.value
    #expect(publisher.status == .stopped)
    #expect(await publisher.ready() == false)
  }
}
