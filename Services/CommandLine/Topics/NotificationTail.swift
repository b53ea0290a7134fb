import AMQPClient
import Logging
import Topology
import Vocabulary

/// Listens to notifications, live or from a place in the stream.
package struct NotificationTail: Sendable {
  private static let prefetch = 500

  /// What ends a tail besides whoever reads it.
  package struct Limits: Sendable {
    /// So many messages.
    package var count: Int?
    /// So long without any message.
    package var idle: Duration?

    /// Limits; without any the tail goes on.
    package init(count: Int? = nil, idle: Duration? = nil) {
      self.count = count
      self.idle = idle
    }
  }

  private let consumer: AMQPConsumer
  private let limits: Limits
  private var filter: ReplayFilter
  private var isWordOfThePlatformAlone = false

  /// A tail of what some patterns mean; live without a start.
  package init(
    _ configuration: AMQPConfiguration, patterns: [TopicPattern], start: StreamStart?, limits: Limits, logger: Logger
  ) {
    self.limits = limits
    if let start {
      filter = ReplayFilter(patterns: patterns, start: start)
      consumer = AMQPConsumer(
        configuration: configuration, queue: Topology.notificationsStream, prefetch: Self.prefetch,
        arguments: ["x-stream-offset": start.argument], logger: logger)
    } else {
      filter = ReplayFilter(patterns: [.everything], start: .next)
      let bindings = patterns.map {
        ExclusiveQueue.Binding(exchange: Exchange.notifications.rawValue, routingKey: $0.description)
      }
      consumer = AMQPConsumer(
        configuration: configuration,
        exclusive: ExclusiveQueue(name: "staff.coopt.\(MessageID.make())", bindings: bindings),
        prefetch: Self.prefetch, logger: logger)
    }
  }

  /// What a system hears that pays out, and nothing that another than the service of notifications published.
  ///
  /// In a queue of the connection's own, or in a durable one that is there, where what was not shown waits for the next call.
  package init(
    payoutsOver configuration: AMQPConfiguration, in queue: PayoutQueue, limits: Limits, logger: Logger
  ) {
    self.limits = limits
    filter = ReplayFilter(patterns: [.everything], start: .next)
    isWordOfThePlatformAlone = true
    consumer =
      queue.isDurable
      ? AMQPConsumer(configuration: configuration, queue: queue.name, prefetch: Self.prefetch, logger: logger)
      : AMQPConsumer(
        configuration: configuration, exclusive: ExclusiveQueue(name: queue.name, bindings: PayoutQueue.bindings),
        prefetch: Self.prefetch, logger: logger)
  }

  /// Ends the tail from another task.
  package func finish() async {
    await consumer.shutDown()
  }

  /// Shows messages until a limit is reached or `finish()` is called.
  ///
  /// `listening` is called when nothing that is told from then on is missed. Throws a failure when the broker cannot be
  /// reached at first, and what `show` throws.
  package mutating func run(
    listening: () throws -> Void, _ show: ([ToldMessage]) throws -> Void
  ) async throws {
    let consumer = consumer
    let keeping = Task { await consumer.run() }
    let outcome = await Result { try await follow(listening: listening, show) }
    await consumer.shutDown()
    await keeping.value
    try outcome.get()
  }

  private mutating func follow(
    listening: () throws -> Void, _ show: ([ToldMessage]) throws -> Void
  ) async throws {
    switch await consumer.attempted() {
    case .disconnected(let error?): throw CommandFailure(error)
    case .connected: try listening()
    default: return
    }
    var left = limits.count ?? .max
    while left > 0, let batch = await nextBatch() {
      let (messages, done) = taken(from: batch, atMost: left)
      try show(messages)
      left -= messages.count
      await consumer.acknowledge(done)
    }
  }

  /// What is shown of a batch, and what is done with then: what lies behind the last one of a count is for the next call.
  private mutating func taken(from batch: [Delivery], atMost count: Int) -> ([ToldMessage], [Delivery.Tag]) {
    var (messages, done): ([ToldMessage], [Delivery.Tag]) = ([], [])
    for delivery in batch where messages.count < count {
      let message = ToldMessage(delivery)
      if filter.takes(message), !isWordOfThePlatformAlone || message.isVouchedFor { messages.append(message) }
      done.append(delivery.tag)
    }
    return (messages, done)
  }

  /// What has arrived; nil at the end, and when nothing comes for too long.
  private func nextBatch() async -> [Delivery]? {
    guard let idle = limits.idle else { return await consumer.nextBatch(limit: Self.prefetch) }
    return await withTaskGroup(of: [Delivery]?.self) { tasks in
      tasks.addTask { await consumer.nextBatch(limit: Self.prefetch) }
      tasks.addTask {
        try? await Task.sleep(for: idle)
        return nil
      }
      let first = await tasks.next() ?? nil
      tasks.cancelAll()
      // What arrived in the moment in which the time was over is there all the same.
      let second = await tasks.next() ?? nil
      return first ?? second
    }
  }
}
