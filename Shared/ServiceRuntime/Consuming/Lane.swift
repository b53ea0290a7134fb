import AMQPClient
import Logging
import MessageHandling
import Observability
import PostgreSQLClient
import Vocabulary

/// Works one queue off: batch after batch, each through one transaction.
///
/// The next batch is handled while the broker still confirms what the last ones owed; how many may be under way is
/// bounded, so that a slow broker slows consumption down instead of filling memory.
struct Lane: Sendable {
  let consumer: AMQPConsumer
  let processor: BatchProcessor
  let publisher: OutboxPublisher
  let answers: ReplyPublisher
  let database: DatabaseGate
  let limits: LaneLimits
  let logger: Logger
  /// Called after each commit that may have made scheduled work due.
  let onWorkDue: @Sendable () -> Void
  private let report: LaneReport
  private let parts = PartsAtWork()

  init(
    consumer: AMQPConsumer, processor: BatchProcessor, publisher: OutboxPublisher, answers: ReplyPublisher,
    database: DatabaseGate, limits: LaneLimits, logger: Logger, onWorkDue: @escaping @Sendable () -> Void
  ) {
    self.consumer = consumer
    self.processor = processor
    self.publisher = publisher
    self.answers = answers
    self.database = database
    self.limits = limits
    self.logger = logger
    self.onWorkDue = onWorkDue
    self.report = LaneReport(
      queue: consumer.queue, isHandled: { [handlings = processor.reader.handlings] in handlings[$0] != nil },
      logger: logger)
  }

  /// Works until the consumer hands out no more, and everything owed is published.
  ///
  /// The consumer's thread receives, hands on and acknowledges; the connection's to the database decides; the
  /// publisher's publishes. No thread of the global pool has to wake for a batch.
  func run() async {
    await withTaskExecutorPreference(consumer.taskExecutor) { await work() }
  }

  private func work() async {
    await withTaskGroup(of: Void.self) { underway in
      var count = 0
      var pace = Pace(batchSize: limits.batchSize)
      var asked = ContinuousClock.now
      while let arrived = await consumer.nextBatch(limit: limits.batchSize, bytes: limits.batchBytes) {
        let began = ContinuousClock.now
        for deliveries in batches(of: arrived) {
          if let committed = await handle(deliveries) {
            await begin(committed, in: &underway, count: &count)
          } else {
            for delivery in deliveries {
              guard let committed = await handleOne(delivery) else { break }
              await begin(committed, in: &underway, count: &count)
            }
          }
        }
        let rest = pace.rest(after: arrived.count, waited: asked.duration(to: began), took: began.duration(to: .now))
        if let rest { _ = try? await Task.sleep(for: rest) }
        asked = .now
      }
    }
  }

  /// What arrived, in portions for one transaction each: a message may hold many events.
  private func batches(of arrived: [Delivery]) -> [[Delivery]] {
    // Commands and reports come from outside, where single messages are the rule, each with an answer of its own.
    let events = processor.kind == .event ? arrived.flatMap(EventUnfolding.unfold) : arrived
    parts.opened(events)
    return stride(from: 0, to: events.count, by: limits.batchSize).map { start in
      Array(events[start..<min(start + limits.batchSize, events.count)])
    }
  }

  /// Concludes a batch beside the next ones, once there is room for it.
  private func begin(_ committed: CommittedBatch, in underway: inout TaskGroup<Void>, count: inout Int) async {
    if count >= limits.batchesUnderway {
      await underway.next()
      count -= 1
    }
    underway.addTask(executorPreference: publisher.taskExecutor) { await conclude(committed) }
    count += 1
  }

  /// Publishes what a batch owes and acknowledges it: at once what the inbox now vouches for, after its answer what
  /// somebody waits for.
  private func conclude(_ committed: CommittedBatch) async {
    async let isPublished = publisher.publish(committed.outbox)
    async let isAnswered = answers.publish(committed.replies)
    await acknowledge(committed.done)
    if await isAnswered { await acknowledge(committed.answered) }
    _ = await isPublished
  }

  /// Tells the broker of deliveries of which every part is done.
  private func acknowledge(_ tags: [Delivery.Tag]) async {
    let done = parts.done(tags)
    if !done.isEmpty { await consumer.acknowledge(done) }
  }

  /// Handles a batch whole; nil when its messages are to be tried one by one, or the service stops.
  private func handle(_ deliveries: [Delivery]) async -> CommittedBatch? {
    let began = ContinuousClock.now
    var pause = ReconnectBackoff(base: 0.1, maximum: 2)
    var hasMetAnother = false
    while !Task.isCancelled {
      do {
        let committed = try await processor.process(deliveries)
        finished(committed, since: began)
        return committed
      } catch {
        report.count(error)
        switch FailureKind(error) {
        case .databaseAway:
          guard await database.waitUntilBack(after: error, backoff: &pause) else { return nil }
        case .transient where !hasMetAnother:
          // Another replica decided on the same thing meanwhile; on what it has committed, the whole batch goes through.
          hasMetAnother = true
        case .transient, .permanent:
          logger.warning(
            "a batch failed; its messages are tried one by one",
            metadata: [LogKey.error: "\(error)", LogKey.count: "\(deliveries.count)"])
          return nil
        }
      }
    }
    return nil
  }

  /// Tries one message until it is handled, given up, or the service stops.
  private func handleOne(_ delivery: Delivery) async -> CommittedBatch? {
    var attempts = 0
    var backoff = ReconnectBackoff(base: 0.02, maximum: 1)
    var pause = ReconnectBackoff(base: 0.1, maximum: 2)
    var reason: DeadLetterReason?
    while !Task.isCancelled {
      let began = ContinuousClock.now
      do {
        let committed =
          if let reason {
            try await processor.giveUp(delivery, reason: reason)
          } else {
            try await processor.process([delivery])
          }
        finished(committed, since: began)
        return committed
      } catch {
        report.count(error)
        switch FailureKind(error) {
        case .databaseAway:
          guard await database.waitUntilBack(after: error, backoff: &pause) else { return nil }
        case .transient, .permanent:
          attempts += 1
          let isExhausted = FailureKind(error) == .permanent || attempts >= limits.attempts
          if isExhausted, reason == nil {
            logger.error(
              "a message is given up",
              metadata: [
                LogKey.messageID: "\(delivery.properties.messageID ?? "")", LogKey.attempts: "\(attempts)",
                LogKey.error: "\(error)",
              ])
            reason = DeadLetterReason(
              code: .attemptsExhausted, detail: Self.detail(of: error), attempts: attempts)
          } else {
            _ = try? await Task.sleep(for: .seconds(backoff.next()))
          }
        }
      }
    }
    return nil
  }

  private func finished(_ committed: CommittedBatch, since began: ContinuousClock.Instant) {
    report.record(committed, since: began)
    if committed.mayMakeWorkDue { onWorkDue() }
  }

  /// What operators may read of an error: PostgreSQL's are known to hold no data, of others only the kind is told.
  private static func detail(of error: any Error) -> String {
    let transactionError = error as? PostgreSQLTransactionError
    if let error = error as? PostgreSQLError ?? transactionError?.postgreSQLError { return "\(error)" }
    return "\(type(of: transactionError?.underlying ?? error))"
  }
}
