import AMQPClient
import ConsoleDomain
import ConsoleService
import Foundation
import Logging
import Messages
import ServiceLifecycle
import TestStack
import Testing
import Topology
import Vocabulary

/// The follower on a stream of its own, on the real broker.
@Suite(.timeLimit(.minutes(15))) struct LiveFollowerTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// A virtual host with a stream, and whoever may write to it: the platform, and somebody else.
  private struct Place {
    let virtualHost: TestVirtualHost
    let administrator: AMQPConfiguration
    let notifications: AMQPConfiguration

    static func with(_ body: (Place) async throws -> Void) async throws {
      try await TestVirtualHost.with { virtualHost in
        try await virtualHost.manage(
          "PUT", "permissions/\(virtualHost.name)/notifications",
          Data(#"{"configure":"","write":".*","read":""}"#.utf8))
        let administrator = try AMQPConfiguration(url: virtualHost.amqpURL, connectionName: "test")
        try await AMQPTopologySession.with(administrator) { session in
          try await session.declareQueue(
            Topology.notificationsStream, arguments: ["x-queue-type": "stream"])
          try await session.bind(queue: Topology.notificationsStream, to: "amq.topic", routingKey: "#")
        }
        var url = try #require(
          URLComponents(
            string: (try? TestStack.value("COOPT_NOTIFICATIONS_AMQPS_URL"))
              ?? (try TestStack.value("COOPT_NOTIFICATIONS_AMQP_URL"))))
        url.path = "/\(virtualHost.name)"
        let notifications = try AMQPConfiguration(url: try #require(url.string), connectionName: "test-notifications")
        try await body(
          Place(virtualHost: virtualHost, administrator: administrator, notifications: notifications))
      }
    }

    /// Tells staff that members joined; as the platform, or as another login.
    func tell(_ ids: [String], as configuration: AMQPConfiguration) async throws {
      let publisher = AMQPPublisher(configuration: configuration, logger: quiet)
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await publisher.run() }
        try #require(await publisher.ready())
        let messages = ids.map { id in
          OutgoingMessage(
            exchange: "amq.topic", routingKey: "staff.member-joined",
            properties: AMQPProperties(contentType: "application/cloudevents+json", messageID: id),
            body: Data(
              """
              {"id":"\(id)","time":"\(Timestamp.now)","data":{"audience":"staff","name":"member-joined","details":{}}}
              """.utf8))
        }
        for outcome in try await publisher.publish(messages) { #expect(outcome == .confirmed) }
        await publisher.shutDown()
      }
    }
  }

  /// Runs a follower and its desk until the body is done, and then stops them as the console does.
  private func following<Outcome>(
    _ place: Place, _ body: (LiveHub) async throws -> Outcome
  ) async throws -> Outcome {
    let hub = LiveHub(zone: .gmt)
    let desk = Desk(place.administrator, logger: Self.quiet)
    let follower = LiveFollower(place.administrator, hub: hub, desk: desk, logger: Self.quiet)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: desk), .init(service: follower)], logger: Self.quiet))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let outcome: Outcome
      do {
        outcome = try await body(hub)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return outcome
    }
  }

  /// Ids of the next events of those who listen, in their order.
  private func ids(
    _ count: Int, from signals: inout AsyncStream<LiveSignal>.Iterator
  ) async -> [String] {
    var ids: [String] = []
    while ids.count < count, let signal = await signals.next() {
      if case .told(let events) = signal { ids += events.map(\.id) }
    }
    return ids
  }

  @Test("What was told today counts, once, whoever else publishes; after the connection is lost it goes on behind it")
  func follows() async throws {
    try await Place.with { place in
      try await place.tell(["a", "b", "a"], as: place.notifications)
      try await place.tell(["forged"], as: place.administrator)
      try await following(place) { hub in
        var signals = try #require(hub.listen()).makeAsyncIterator()
        #expect(await ids(2, from: &signals) == ["a", "b"])
        // The desk's two, and the follower's.
        try await place.virtualHost.closeConnections(try await place.virtualHost.connections(numbering: 3))
        try await place.tell(["b", "c"], as: place.notifications)
        #expect(await ids(1, from: &signals) == ["c"])
        #expect(hub.look().figures.members == 3)
        #expect(hub.look().events.map(\.id) == ["a", "b", "c"])
      }
    }
  }

  @Test("When the console stops, whoever listens is sent away, and nobody waits")
  func stops() async throws {
    try await Place.with { place in
      let heard = try await following(place) { hub in
        for await signal in try #require(hub.listen()) {
          if case .state(let state) = signal, state.isBrokerThere, state.isFollowing { break }
        }
        return try #require(hub.listen())
      }
      var isLive = true
      for await signal in heard {
        if case .state(let state) = signal { isLive = state.isFollowing }
      }
      #expect(!isLive)
    }
  }
}
