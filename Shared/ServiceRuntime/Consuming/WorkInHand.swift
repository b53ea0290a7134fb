import AMQPClient

/// What a lane has in hand: messages that wait for their batch, batches of which pieces are tried, and when it rests.
struct WorkInHand {
  /// A batch that is handled.
  private struct Begun {
    let size: Int
    let at: ContinuousClock.Instant
    /// How long the lane had nothing to do before it.
    let waited: Duration
    /// What is left to try, the first last.
    var pieces: [[Delivery]]
  }

  /// Which messages are handled together, and when.
  var schedule: BatchSchedule<Delivery>
  /// Whether the queue is being asked for more.
  var isAsking = false
  /// Whether the queue hands out no more.
  var isOver = false
  /// Whether the service stops before what is in hand is done.
  var isStopped = false
  private let limits: LaneLimits
  /// Committed batches that nobody waited for yet.
  private var concluding = 0
  private var begun: [Int: Begun] = [:]
  private var pace: Pace
  private var nextRest: Duration?
  private var isResting = false
  /// Since when there has been nothing to do.
  private var idleSince = ContinuousClock.now
  private var wasBusy = false

  init(limits: LaneLimits, width: Int) {
    self.limits = limits
    schedule = BatchSchedule(limit: limits.batchSize, width: width)
    pace = Pace(batchSize: limits.batchSize)
  }

  /// A batch that may begin now, as its first piece; nil where none may.
  mutating func next() -> (batch: Int, piece: [Delivery])? {
    guard !isStopped, !isResting, nextRest == nil else { return nil }
    let now = ContinuousClock.now
    let waited = begun.isEmpty ? idleSince.duration(to: now) : .zero
    guard let batch = schedule.next() else { return nil }
    begun[batch.number] = Begun(size: batch.elements.count, at: now, waited: waited, pieces: [])
    return (batch.number, batch.elements)
  }

  /// Puts the halves of a piece in its place.
  mutating func divide(_ batch: Int, into halves: [[Delivery]]) {
    begun[batch]?.pieces += halves.reversed()
  }

  /// The next piece of a batch to try; nil where it is done.
  mutating func nextPiece(of batch: Int) -> [Delivery]? {
    if !isStopped, let piece = begun[batch]?.pieces.popLast() { return piece }
    guard let done = begun.removeValue(forKey: batch) else { return nil }
    schedule.finished(batch)
    idleSince = .now
    let rest = pace.rest(after: done.size, waited: done.waited, took: done.at.duration(to: idleSince)) ?? .zero
    // Where others are handled meanwhile, there is no need to gather more.
    let longer = max(rest, limits.rest)
    if begun.isEmpty, !isOver, longer > .zero { nextRest = longer }
    return nil
  }

  /// Notes a batch that is committed; whether one of those before has to be done first.
  mutating func concludes(atMost limit: Int) -> Bool {
    if concluding < limit {
      concluding += 1
      return false
    }
    return true
  }

  /// How long to rest from now on; nil where there is no need, or it is being done.
  mutating func rest() -> Duration? {
    defer { nextRest = nil }
    if nextRest != nil { isResting = true }
    return nextRest
  }

  /// Notes that a rest is over.
  mutating func rested() {
    isResting = false
    idleSince = .now
  }

  /// Whether to ask the queue for more, which is noted: once nothing is left in hand, or, where batches part, to choose from.
  mutating func asks() -> Bool {
    guard !isAsking, !isOver, !isStopped, !isResting else { return false }
    isAsking =
      schedule.width > 1
      ? schedule.waitingCount < limits.batchesAhead * limits.batchSize
      : begun.isEmpty && schedule.waitingCount == 0
    return isAsking
  }

  /// Whether the lane has something in hand now, where that changed.
  mutating func becameBusy() -> Bool? {
    let isBusy = !begun.isEmpty || isResting || schedule.waitingCount > 0
    defer { wasBusy = isBusy }
    return isBusy == wasBusy ? nil : isBusy
  }
}
