import AMQPClient
import FoundationEssentials
import Logging
import Metrics
import Observability
import PostgreSQLClient
import Synchronization
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
        record(committed, since: began)
        return committed
      } catch {
        count(error)
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
        record(committed, since: began)
        return committed
      } catch {
        count(error)
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

  /// What operators may read of an error: PostgreSQL's are known to hold no data, of others only the kind is told.
  private static func detail(of error: any Error) -> String {
    let transactionError = error as? PostgreSQLTransactionError
    if let error = error as? PostgreSQLError ?? transactionError?.postgreSQLError { return "\(error)" }
    return "\(type(of: transactionError?.underlying ?? error))"
  }

  private func record(_ committed: CommittedBatch, since began: ContinuousClock.Instant) {
    let queue = ("queue", consumer.queue)
    Counter(label: MetricName.batches, dimensions: [queue]).increment()
    Timer(label: MetricName.batchDuration, dimensions: [queue]).recordNanoseconds(
      began.duration(to: .now).nanoseconds)
    for (outcome, count) in tally(committed.outcomes) {
      Counter(
        label: MetricName.messagesHandled,
        dimensions: [queue, ("type", outcome.type), ("outcome", outcome.kind.rawValue)]
      ).increment(by: count)
    }
    for outcome in committed.outcomes {
      if outcome.kind == .deadLettered {
        Counter(
          label: MetricName.messagesDeadLettered, dimensions: [queue, ("reason", outcome.code ?? "")]
        ).increment()
      }
      log(outcome)
    }
    if committed.mayMakeWorkDue { onWorkDue() }
  }

  /// How often what came of which type: a metric is looked up once a batch, not once a message.
  private func tally(_ outcomes: [MessageOutcome]) -> [Tallied: Int] {
    outcomes.reduce(into: [:]) { counts, outcome in
      // Types that nobody handles come from outside, in any number: they share one label.
      let type = processor.reader.handlings[outcome.type] == nil ? "unknown" : outcome.type
      counts[Tallied(type: type, kind: outcome.kind), default: 0] += 1
    }
  }

  private struct Tallied: Hashable {
    let type: String
    let kind: MessageOutcome.Kind
  }

  private func log(_ outcome: MessageOutcome) {
    let level: Logger.Level =
      switch outcome.kind {
      case .handled, .duplicate: .debug
      case .refused: .info
      case .deadLettered: .warning
      }
    guard level >= logger.logLevel else { return }
    var metadata: Logger.Metadata = [
      LogKey.messageID: "\(outcome.messageID ?? "")", LogKey.messageType: "\(outcome.type)",
      LogKey.correlationID: "\(outcome.correlationID ?? "")",
    ]
    if let code = outcome.code { metadata[LogKey.code] = "\(code)" }
    if let detail = outcome.detail { metadata["detail"] = "\(detail)" }
    logger.log(level: level, "message \(outcome.kind.rawValue)", metadata: metadata)
  }

  private func count(_ error: any Error) {
    Counter(
      label: MetricName.batchFailures,
      dimensions: [("queue", consumer.queue), ("kind", FailureKind(error).rawValue)]
    ).increment()
  }
}

/// The open parts of a lane's deliveries, which batches under way conclude at their own pace.
private final class PartsAtWork: Sendable {
  private let open = Mutex(OpenParts())

  func opened(_ parts: [Delivery]) {
    guard let first = parts.first else { return }
    open.withLock {
      $0.forget(butOf: first.tag)
      $0.opened(parts)
    }
  }

  func done(_ tags: [Delivery.Tag]) -> [Delivery.Tag] {
    open.withLock { $0.done(tags) }
  }
}

/// How much a lane takes at once.
struct LaneLimits: Sendable {
  /// Messages in one transaction at most.
  var batchSize = 200
  /// Bytes of bodies taken from the queue at once: a message may hold many events, which memory has to hold too.
  var batchBytes = 512 * 1024
  /// Committed batches that wait for the broker's confirms at most.
  var batchesUnderway = 4
  /// How often one message is tried before it is given up.
  var attempts = 5
}

extension Duration {
  /// Whole nanoseconds.
  var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
