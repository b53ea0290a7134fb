import AMQPClient
import Failures
import Logging
import MessageHandling
import Observability
import PostgreSQLClient
import Vocabulary

/// Works one queue off in batches, each through one transaction.
///
/// Batches follow one another, but where their handlers say what they reach: then two are handled at the same time that
/// reach nothing in common (`BatchSchedule`). The next batch is handled while the broker still confirms what the last ones
/// owed; how many may be under way is bounded, so that a slow broker slows consumption down instead of filling memory.
struct Lane: Sendable {
  let consumer: AMQPConsumer
  let processor: BatchProcessor
  let publisher: OutboxPublisher
  let answers: ReplyPublisher
  let limits: LaneLimits
  let stop: StopSignal
  let logger: Logger
  /// Records traces, where somebody wants them.
  let tracer: MessageTracer?
  /// Called after each commit that may have made scheduled work due.
  let onWorkDue: @Sendable () -> Void
  let state: LaneState
  private let report: LaneReport
  private let reading: ReachReading
  private let parts = PartsAtWork()

  init(
    consumer: AMQPConsumer, processor: BatchProcessor, publisher: OutboxPublisher, answers: ReplyPublisher,
    limits: LaneLimits, stop: StopSignal, logger: Logger, tracer: MessageTracer? = nil,
    onWorkDue: @escaping @Sendable () -> Void
  ) {
    self.consumer = consumer
    self.processor = processor
    self.publisher = publisher
    self.answers = answers
    self.limits = limits
    self.stop = stop
    self.logger = logger
    self.tracer = tracer
    self.onWorkDue = onWorkDue
    self.state = LaneState(queue: consumer.queue)
    self.reading = ReachReading(Array(processor.reader.handlings.values))
    self.report = LaneReport(
      metrics: LaneMetrics(queue: consumer.queue, types: processor.reader.handlings.keys.sorted()), logger: logger)
  }

  /// What metrics say of the lane at this moment.
  var observations: [Observation] {
    let queue = [("queue", consumer.queue)]
    return state.observations + [
      Observation(MetricName.laneDeliveries, labels: queue, Double(parts.count)),
      Observation(MetricName.laneBuffered, labels: queue, Double(consumer.buffered)),
    ]
  }

  /// Works until the consumer hands out no more, and everything owed is published.
  ///
  /// The consumer's thread receives, hands on and acknowledges; the connections' to the database decide; the
  /// publisher's publishes. No thread of the global pool has to wake for a batch.
  func run() async {
    state.started()
    await withTaskExecutorPreference(consumer.taskExecutor) {
      await withDiscardingTaskGroup { aside in
        await withTaskGroup(of: Void.self) { concluding in
          await withTaskGroup(of: Step.self) { steps in
            await work(steps: &steps, concluding: &concluding, aside: &aside)
          }
        }
      }
    }
  }

  /// What happens next to what a lane has in hand.
  private enum Step {
    /// Messages came; nil when no more will.
    case arrived([Delivery]?)
    /// A piece of a batch was tried.
    case attempted([Delivery], of: Int, Attempted)
    /// A rest is over.
    case rested
  }

  /// `steps` has each thing that is under way as a task, `concluding` publishes what was committed, `aside` tries what must
  /// not hold up the others.
  private func work(
    steps: inout TaskGroup<Step>, concluding: inout TaskGroup<Void>, aside: inout DiscardingTaskGroup
  ) async {
    var hand = WorkInHand(limits: limits, width: reading.mayPart ? limits.batchesAtOnce : 1)
    goOn(with: &hand, by: &steps)
    while let step = await steps.next() {
      switch step {
      case .arrived(let arrived?):
        hand.isAsking = false
        take(await readable(arrived).map(\.asFirstSent), into: &hand)
      case .arrived(nil): hand.isOver = true
      case .attempted(let piece, let batch, let attempted):
        switch attempted {
        case .committed(let committed):
          if !committed.held.isEmpty { aside.addTask { await giveBackLater(committed.held) } }
          // Nobody is woken by a confirm: the oldest is waited for only where there are too many.
          if hand.concludes(atMost: limits.batchesUnderway) { await concluding.next() }
          // Before the next piece or batch begins that reaches the same: what both owe goes out in their order.
          concluding.addTask(executorPreference: publisher.taskExecutor) { await conclude(committed) }
        case .divided(let halves): hand.divide(batch, into: halves)
        case .setAside(let failures): aside.addTask { await handleAside(piece[0], after: failures) }
        case .stopped: hand.isStopped = true
        }
        if let next = hand.nextPiece(of: batch) { attempt(next, of: batch, by: &steps) }
      case .rested: hand.rested()
      }
      goOn(with: &hand, by: &steps)
    }
    state.isBusy(false)
  }

  /// Begins whatever may begin now.
  private func goOn(with hand: inout WorkInHand, by steps: inout TaskGroup<Step>) {
    while let (batch, piece) = hand.next() { attempt(piece, of: batch, by: &steps) }
    if let rest = hand.rest() {
      steps.addTask {
        _ = try? await Task.sleep(for: rest)
        return .rested
      }
    }
    if hand.asks() {
      steps.addTask { .arrived(await consumer.nextBatch(limit: limits.batchSize, bytes: limits.batchBytes)) }
    }
    if let isBusy = hand.becameBusy() { state.isBusy(isBusy) }
  }

  private func attempt(_ piece: [Delivery], of batch: Int, by steps: inout TaskGroup<Step>) {
    steps.addTask { .attempted(piece, of: batch, await attempt(piece)) }
  }

  /// What arrived, less what is not for this lane to tell of: it comes by way of the queue of rejected messages, where
  /// bodies of any size are read.
  private func readable(_ arrived: [Delivery]) async -> [Delivery] {
    guard processor.kind != .rejected, arrived.contains(where: { $0.unreadable != nil }) else { return arrived }
    await consumer.reject(arrived.filter { $0.unreadable?.code == .bodyTooLarge }.map(\.tag))
    return arrived.filter { $0.unreadable?.code != .bodyTooLarge }
  }

  /// Takes what arrived in hand, message by message: one may hold many events.
  private func take(_ arrived: [Delivery], into hand: inout WorkInHand) {
    // Commands and reports come from outside, where single messages are the rule, each with an answer of its own.
    let events = processor.kind == .event ? arrived.flatMap(EventUnfolding.unfold) : arrived
    guard let first = events.first else { return }
    parts.opened(events)
    // What did not begin before the connection was lost is delivered again over the new one.
    hand.schedule.forget { !$0.tag.isOfSameConnection(as: first.tag) }
    for event in events where !isSuspect(event) { hand.schedule.add(event, reaching: reading.reach(of: event)) }
    // What came back often may be what ends the process: by itself, so that nothing else goes with it.
    for event in events where isSuspect(event) { hand.schedule.add(event, reaching: .alone) }
  }

  private func isSuspect(_ delivery: Delivery) -> Bool { delivery.returnCount >= limits.suspiciousReturns }

  /// What trying a piece of a batch came to.
  private enum Attempted {
    case committed(CommittedBatch)
    case divided([[Delivery]])
    /// After so many failures.
    case setAside(Int)
    case stopped
  }

  /// Tries a piece of a batch until it is committed, or its fate is another.
  private func attempt(_ piece: [Delivery]) async -> Attempted {
    var piece = Piece(piece, limits: limits.failures)
    // Once at least, also when the service stops: what was taken is finished, if it can be.
    while !Task.isCancelled {
      do {
        return .committed(try await committed(&piece))
      } catch {
        switch fate(of: error, met: &piece) {
        case .again(let pause):
          guard await stop.sleep(for: pause) else { return .stopped }
        case .pause(let wait):
          let isAlone = FailureKind(error) == .overtime && piece.deliveries.count == 1
          if isAlone, state.setAside(atMost: limits.messagesAside) { return .setAside(piece.failures) }
          guard await pause(wait, because: error) else { return .stopped }
        case .split:
          return .divided(halves(of: piece.deliveries, after: error))
        case .bury(let burial):
          // A letter with nothing in it that cannot be written either: that is not the message's doing any more.
          if piece.reason?.isBare == true {
            guard await pause(limits.failures.longestWait, because: error) else { return .stopped }
          }
          piece.bury(burial, because: error)
          tellOfBurial(piece, because: error)
        }
      }
    }
    return .stopped
  }

  /// Tries a message beside the others, which go on meanwhile: it alone ran out of time, and it may be its own doing.
  private func handleAside(_ delivery: Delivery, after failures: Int) async {
    defer { state.tookBack() }
    var piece = Piece([delivery], limits: limits.failures, failures: failures)
    var wait = limits.failures.longestWait
    while await stop.sleep(for: wait) {
      do {
        return await conclude(try await committed(&piece))
      } catch {
        switch fate(of: error, met: &piece) {
        case .pause(let pause):
          // Nothing passed meanwhile: it is not the message alone that waits.
          _ = state.paused(because: ErrorDetail.of(error))
          wait = max(pause, limits.failures.longestWait)
        case .again(let pause): wait = max(pause, limits.failures.longestWait)
        case .split: wait = limits.failures.longestWait
        case .bury(let burial):
          wait = piece.reason?.isBare == true ? limits.failures.longestWait : .zero
          piece.bury(burial, because: error)
          tellOfBurial(piece, because: error)
        }
      }
    }
  }

  /// Writes down that a suspect is tried; it is given up where it has ended processes before.
  private func note(_ suspect: Delivery, as piece: inout Piece) async throws {
    let attempts = try await processor.suspects.begin(suspect)
    piece.noted(attempts: attempts, limit: limits.failures.attempts)
    if piece.reason != nil {
      logger.error("a message that ends the process is given up", metadata: [LogKey.attempts: "\(attempts - 1)"])
    }
  }

  /// Takes a piece through its transaction.
  private func committed(_ piece: inout Piece) async throws -> CommittedBatch {
    let began = ContinuousClock.now
    let time = tracer.map { _ in Timestamp.now }
    let suspect = piece.deliveries.count == 1 && isSuspect(piece.deliveries[0]) ? piece.deliveries[0] : nil
    if let suspect, piece.reason == nil, !piece.isNoted { try await note(suspect, as: &piece) }
    var committed =
      if let reason = piece.reason {
        try await processor.giveUp(piece.deliveries[0], reason: reason)
      } else {
        try await processor.process(piece.deliveries)
      }
    if let suspect { try? await processor.suspects.acquit(suspect) }
    if state.committed() { logger.notice("the lane works again") }
    if let tracer, let time { tracer.record(&committed, of: consumer.queue, since: time, failures: piece.failures) }
    state.lagged(by: report.record(committed, since: began))
    for action in committed.actions { action() }
    if committed.mayMakeWorkDue { onWorkDue() }
    return committed
  }

  private func fate(of error: any Error, met piece: inout Piece) -> Fate {
    report.count(error)
    return piece.fate(of: FailureKind(error), commits: state.commits)
  }

  private func halves(of deliveries: [Delivery], after error: any Error) -> [[Delivery]] {
    logger.warning(
      "a batch failed; its halves are tried",
      metadata: [LogKey.error: "\(ErrorDetail.of(error))", LogKey.count: "\(deliveries.count)"])
    let middle = deliveries.count / 2
    return [Array(deliveries[..<middle]), Array(deliveries[middle...])]
  }

  /// Waits for what everybody needs, and says so once; false when the service stops.
  private func pause(_ wait: Duration, because error: any Error) async -> Bool {
    let reason = ErrorDetail.of(error)
    if state.paused(because: reason) {
      logger.error("the lane is paused: what every message needs is missing", metadata: [LogKey.error: "\(reason)"])
    }
    return await stop.sleep(for: wait)
  }

  private func tellOfBurial(_ piece: Piece, because error: any Error) {
    logger.error(
      "a message is given up",
      metadata: [
        LogKey.messageID: "\(piece.deliveries[0].properties.messageID ?? "")",
        LogKey.attempts: "\(piece.reason?.attempts ?? 0)", LogKey.error: "\(ErrorDetail.of(error))",
      ])
  }

  /// Publishes what a batch owes and acknowledges it: at once what the inbox now vouches for, after its answer what
  /// somebody waits for.
  private func conclude(_ committed: CommittedBatch) async {
    let began = committed.created.isEmpty ? nil : Timestamp.now
    async let isPublished = publisher.publish(committed.outbox)
    async let isAnswered = answers.publish(committed.replies)
    await acknowledge(committed.done)
    if await isAnswered { await acknowledge(committed.answered) }
    let isConfirmed = await isPublished
    if let began, let row = committed.outbox {
      tracer?.recordSending(committed.created, in: row, of: committed.trace, since: began, isConfirmed: isConfirmed)
    }
  }

  /// Holds events of unknown types for a while, then gives them back: to this process, or to a newer one.
  private func giveBackLater(_ tags: [Delivery.Tag]) async {
    logger.notice(
      "events of types that this version does not know wait for a newer one", metadata: [LogKey.count: "\(tags.count)"])
    guard await stop.sleep(for: limits.unknownTypeWait / max(1, processor.unknownTypeReturns)) else { return }
    await consumer.giveBack(parts.forget(tags))
  }

  /// Tells the broker of deliveries of which every part is done.
  private func acknowledge(_ tags: [Delivery.Tag]) async {
    let done = parts.done(tags)
    if !done.isEmpty { await consumer.acknowledge(done) }
  }
}
