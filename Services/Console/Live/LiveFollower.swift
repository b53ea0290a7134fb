import AMQPClient
import ConsoleDomain
import FoundationEssentials
import Logging
import Messages
import ServiceLifecycle
import Topology
import Vocabulary

/// Reads what staff are told out of the stream, from yesterday's begin on, for as long as the console runs.
///
/// Each connection is read by a consumer of its own, which begins behind what was read before: after the broker was away
/// nothing is lost, and nothing comes twice.
package final class LiveFollower: Service {
  private static let prefetch = 500
  private static let beat = Duration.seconds(15)

  private let broker: AMQPConfiguration
  private let hub: LiveHub
  private let desk: Desk
  private let logger: Logger

  package init(_ broker: AMQPConfiguration, hub: LiveHub, desk: Desk, logger: Logger) {
    self.broker = broker
    self.hub = hub
    self.desk = desk
    self.logger = logger
  }

  /// Follows until the group shuts down; then every page that listens is sent away.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await self.follow() }
        tasks.addTask { await self.watch() }
        tasks.addTask { await self.keepBeating() }
      }
    }
    hub.close()
  }

  /// Reads the stream, connection after connection.
  private func follow() async {
    var next: Int64?
    while !Task.isCancelled {
      let start: AMQPFieldValue = next.map { .integer($0) } ?? Self.argument(hub.beginning)
      let consumer = AMQPConsumer(
        configuration: broker, queue: Topology.notificationsStream, prefetch: Self.prefetch,
        arguments: ["x-stream-offset": start], logger: logger)
      next = await read(consumer) ?? next
      hub.change { $0.isFollowing = false }
    }
  }

  /// Reads as long as one connection lasts; the place behind what was read, nil where nothing was.
  private func read(_ consumer: AMQPConsumer) async -> Int64? {
    await withTaskGroup(of: Int64?.self) { tasks in
      tasks.addTask {
        await consumer.run()
        return nil
      }
      tasks.addTask {
        // With the connection goes the consumer: another one begins where this one ended.
        if await consumer.ready() {
          self.hub.change { $0.isFollowing = true }
          await consumer.lost()
        }
        await consumer.shutDown()
        return nil
      }
      tasks.addTask {
        var last: Int64?
        while let batch = await consumer.nextBatch(limit: Self.prefetch) {
          // A chunk of the stream is delivered whole, and from its begin.
          let fresh = batch.filter { delivery in last.map { Self.offset(delivery) > $0 } ?? true }
          self.hub.take(fresh.compactMap(Self.event))
          last = batch.map(Self.offset).max().map { max($0, last ?? $0) } ?? last
          await consumer.acknowledge(batch.map(\.tag))
        }
        return last.map { $0 + 1 }
      }
      var next: Int64?
      for await place in tasks { next = place ?? next }
      return next
    }
  }

  /// Notes when questions can be asked and when they cannot.
  private func watch() async {
    // Whoever is cancelled hears of a connection that is there all the same.
    while !Task.isCancelled, await desk.ready() {
      hub.change { $0.isBrokerThere = true }
      await desk.lost()
      hub.change { $0.isBrokerThere = desk.isReady }
    }
  }

  private func keepBeating() async {
    while (try? await Task.sleep(for: Self.beat)) != nil { hub.beat() }
  }

  private static func offset(_ delivery: Delivery) -> Int64 {
    delivery.properties.headers["x-stream-offset"]?.integer ?? -1
  }

  /// What staff were told with a delivery; nil for what others were told, and what others published.
  static func event(_ delivery: Delivery) -> StaffEvent? {
    guard delivery.routingKey.hasPrefix("staff.") else { return nil }
    return StaffEvent(
      JSONValue(json: delivery.body), routingKey: delivery.routingKey, publisher: delivery.properties.userID)
  }

  /// A chunk holds many messages, and the one with the instant in it is delivered whole.
  private static func argument(_ instant: Timestamp) -> AMQPFieldValue {
    .timestamp(UInt64(max(0, instant.microseconds / 1_000_000)))
  }
}
