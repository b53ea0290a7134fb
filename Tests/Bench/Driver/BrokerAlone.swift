import AMQPClient
import ArgumentParser
import FoundationEssentials
import Synchronization

/// What the broker uses for the messages of hires when nobody works on them: recorded once, and played again on a
/// virtual host with the same exchanges, queues and policies.
struct BrokerAlone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broker", abstract: "Measures the broker's CPU time for the messages of hires, without services.")

  @OptionGroup var alone: ServerAlone

  @Option(help: "The virtual host to play on.")
  var virtualHost: String

  private static let recording = "staff.bench.recording"
  /// What is published at once by one service; it waits for the confirms before the next.
  private static let burst = 100
  /// What is acknowledged at once.
  private static let batch = 200
  /// Nothing more follows when nothing was heard for this long.
  private static let quiet = Duration.seconds(2)

  func run() async throws {
    let recorded = try await record()
    var costs: [ServerCost] = []
    for _ in 0..<alone.repetitions {
      let before = alone.times.seconds
      let began = ContinuousClock.now
      try await play(recorded)
      costs.append(
        ServerCost(
          hires: alone.hires.count, messages: recorded.count, cpuSeconds: alone.times.seconds - before,
          seconds: (ContinuousClock.now - began) / .seconds(1)))
    }
    try printResult(costs)
  }

  // MARK: Recording

  private func record() async throws -> [OutgoingMessage] {
    let bindings = [("coopt.integration", "#"), ("coopt.events", "#"), ("coopt.notifications", "#")]
    let administrator = try Broker.configuration(of: "ADMIN")
    return try await Broker.withQueue(Self.recording, bindings: bindings) {
      try await Broker.consuming(Self.recording, administrator) { consumer in
        try await Broker.publishing(try Broker.configuration(of: "ATS")) { publisher in
          for start in stride(from: 0, to: alone.hires.count, by: 1000) {
            let places = start..<min(start + 1000, alone.hires.count)
            try await publisher.publishConfirmed(places.map { alone.hires.reports.report(alone.hires.first + $0) })
          }
        }
        return try await heard(from: consumer)
      }
    }
  }

  private func heard(from consumer: AMQPConsumer) async throws -> [OutgoingMessage] {
    let recorded = Mutex<(messages: [OutgoingMessage], latest: ContinuousClock.Instant)>(([], .now))
    async let listening: Void = {
      while let deliveries = await consumer.nextBatch(limit: 1000) {
        recorded.withLock { recorded in
          recorded.messages += deliveries.map {
            OutgoingMessage(
              exchange: $0.exchange, routingKey: $0.routingKey, properties: $0.properties, body: $0.body)
          }
          recorded.latest = .now
        }
        await consumer.acknowledge(deliveries.map(\.tag))
      }
    }()
    while recorded.withLock({ ContinuousClock.now - $0.latest < Self.quiet }) {
      try await Task.sleep(for: .milliseconds(100))
    }
    consumer.finish()
    await listening
    return recorded.withLock(\.messages)
  }

  // MARK: Playing

  private func play(_ messages: [OutgoingMessage]) async throws {
    let administrator = try there("ADMIN")
    let routes = Routes()
    let expected = messages.flatMap(routes.queues(of:)).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    // As many connections as the services have: one for each who publishes, and one for each queue.
    // The broker takes a message from nobody but the login that it names.
    let senders = try Dictionary(grouping: messages) { $0.properties.userID ?? "" }.map { login, messages in
      (login: try there(login.uppercased().replacing("-", with: "_")), messages: messages)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (queue, count) in expected {
        group.addTask { try await Self.consume(queue, count, administrator) }
      }
      for sender in senders {
        group.addTask { try await Self.publish(sender.messages, sender.login) }
      }
      try await group.waitForAll()
    }
  }

  /// A login of the stack, on the virtual host to play on.
  private func there(_ user: String) throws -> AMQPConfiguration {
    var configuration = try Broker.configuration(of: user)
    configuration.virtualHost = virtualHost
    return configuration
  }

  private static func publish(_ messages: [OutgoingMessage], _ login: AMQPConfiguration) async throws {
    try await Broker.publishing(login) { publisher in
      for start in stride(from: 0, to: messages.count, by: burst) {
        try await publisher.publishConfirmed(Array(messages[start..<min(start + burst, messages.count)]))
      }
    }
  }

  private static func consume(_ queue: String, _ count: Int, _ there: AMQPConfiguration) async throws {
    try await Broker.consuming(queue, there, prefetch: 2 * batch) { consumer in
      var left = count
      var done: [Delivery.Tag] = []
      // What somebody failed to publish never comes.
      await withTaskCancellationHandler {
        while left > 0, let deliveries = await consumer.nextBatch(limit: batch) {
          left -= deliveries.count
          done += deliveries.map(\.tag)
          // As a service that is behind does: a batch at a time, in one acknowledgement.
          guard done.count >= batch || left == 0 else { continue }
          await consumer.acknowledge(done)
          done = []
        }
      } onCancel: {
        consumer.finish()
      }
    }
  }
}
