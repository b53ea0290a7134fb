import AMQPClient
import Logging
import Topology

/// A queue of letters while somebody has them in hand: what is not acknowledged lies there again afterwards, in its place.
package struct LetterQueue: Sendable {
  /// The queue's name.
  package let name: String
  /// How many letters lay in it when it was opened.
  package let count: Int
  /// How many of them it hands out before some are taken away.
  private let holding: Int
  private let configuration: AMQPConfiguration
  private let consumer: AMQPConsumer

  /// Letters that a queue hands out at a time: as many as AMQP can say.
  package static let limit = 65_535

  /// The queues that letters lie in.
  package static let all =
    ServiceName.allCases.map { Topology.deadLettersQueue(of: $0).name } + [Topology.unroutableQueue]

  /// The queues that are meant by the name of one, of a service or of a queue that handles messages.
  package static func named(_ name: String?) throws(CommandFailure) -> [String] {
    guard let name else { return all }
    if all.contains(name) { return [name] }
    if let service = ServiceName(rawValue: name) { return [Topology.deadLettersQueue(of: service).name] }
    for service in ServiceName.allCases where Topology.lanes(of: service).contains(where: { $0.name == name }) {
      return [Topology.deadLettersQueue(of: service).name, Topology.unroutableQueue]
    }
    let near = nearest(to: name, among: all)
    throw CommandFailure(
      .usage,
      "there is no queue and no service '\(name)'; \(near.isEmpty ? "there are" : "did you mean"): "
        + (near.isEmpty ? all : near).joined(separator: ", "))
  }

  /// Opens a queue, runs the body, and gives back what is left; `holding` so many letters at a time, the oldest.
  package static func with<Result: Sendable>(
    _ name: String, _ configuration: AMQPConfiguration, holding: Int = limit,
    _ body: @Sendable (LetterQueue) async throws -> Result
  ) async throws -> Result {
    var configuration = configuration
    // Letters may be larger than what services take: that may be why they are here.
    configuration.bodyLimit = 64 << 20
    let count = try await ready(name, configuration)
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let consumer = AMQPConsumer(configuration: configuration, queue: name, prefetch: holding, logger: logger)
    let queue = LetterQueue(
      name: name, count: count, holding: holding, configuration: configuration, consumer: consumer)
    let result: Swift.Result<Result, any Error> = await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await consumer.run() }
      let result: Swift.Result<Result, any Error>
      do {
        try requireConnection(await consumer.attempted(), to: configuration)
        result = .success(try await body(queue))
      } catch {
        result = .failure(error)
      }
      await consumer.shutDown()
      return result
    }
    return try result.get()
  }

  /// The next letters, so many at most; nil when every one that lay there was handed out.
  ///
  /// Throws a failure when the connection is lost: what was in hand may be in somebody else's.
  package func next(_ limit: Int, taken: Int) async throws -> [DeadLetter]? {
    guard taken < count else { return nil }
    for round in 0..<Self.patience {
      let deliveries = await arrivals(min(limit, count - taken))
      guard consumer.connections == 1, consumer.status == .connected else {
        throw CommandFailure(
          .unavailable, "the connection to the broker was lost; call it again: nothing is done twice")
      }
      if !deliveries.isEmpty { return deliveries.map { DeadLetter($0, in: name) } }
      if taken >= Self.limit { return nil }
      // What the broker has set aside for this consumer is not ready any more, long before all of it has arrived. Only after a
      // while does it mean that others took some meanwhile.
      if round >= Self.doubt, try await Self.ready(name, configuration) == 0 { return nil }
    }
    throw CommandFailure(.unavailable, "the broker does not hand out the letters of \(name)")
  }

  /// What there is to see of the letters that it hands out at once: for whoever looks shortly, waits for nobody who has
  /// others in hand, and stops where bodies come to so many bytes.
  package func handful<Seen>(bytes: Int = .max, _ see: (DeadLetter) -> Seen) async throws -> [Seen] {
    var seen: [Seen] = []
    var taken = 0
    let expected = min(count, holding)
    while seen.count < expected, taken < bytes {
      let deliveries = await arrivals(expected - seen.count)
      guard consumer.connections == 1, consumer.status == .connected else {
        throw CommandFailure(.unavailable, "the connection to the broker was lost")
      }
      guard !deliveries.isEmpty else { break }
      taken += deliveries.reduce(0) { $0 + $1.body.count }
      seen += deliveries.map { see(DeadLetter($0, in: name)) }
    }
    return seen
  }

  /// Takes letters out of the queue for good.
  package func remove(_ letters: [DeadLetter]) async {
    await consumer.acknowledge(letters.map(\.delivery.tag))
  }

  /// How often nothing may come, for four tenths of a second each time, while there should be something.
  private static let patience = 150
  /// How often, before the queue is asked whether there still is.
  private static let doubt = 12

  /// What has arrived, or nothing after a while.
  private func arrivals(_ limit: Int) async -> [Delivery] {
    await withTaskGroup(of: [Delivery].self) { tasks in
      tasks.addTask { await consumer.nextBatch(limit: limit) ?? [] }
      tasks.addTask {
        try? await Task.sleep(for: .milliseconds(400))
        return []
      }
      let first = await tasks.next() ?? []
      tasks.cancelAll()
      var all = first
      for await more in tasks { all += more }
      return all
    }
  }

  /// Letters of a queue that nobody has in hand.
  package static func ready(_ name: String, _ configuration: AMQPConfiguration) async throws -> Int {
    do {
      return try await AMQPTopologySession.with(configuration) { try await $0.messageCount(of: name) }
    } catch let error as AMQPError {
      throw error.replyCode == 403
        ? CommandFailure(.unavailable, "the broker: \(error); log in as the administrator, by COOPT_ADMIN_AMQP_URL")
        : CommandFailure(error)
    }
  }

  static func requireConnection(
    _ status: ConnectionStatus, to configuration: AMQPConfiguration
  ) throws(CommandFailure) {
    switch status {
    case .connected: return
    case .disconnected(let error?): throw CommandFailure(error)
    case .disconnected(nil), .stopped: throw CommandFailure(.unavailable, "no connection to \(configuration.address)")
    case .blocked(let reason): throw CommandFailure(.unavailable, "the broker takes no messages: \(reason)")
    }
  }
}
