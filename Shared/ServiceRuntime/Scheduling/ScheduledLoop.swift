import Failures
import FoundationEssentials
import Logging
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient
import Vocabulary

/// Runs scheduled work when it is due, and whenever something happened that may have made some due.
struct ScheduledLoop: Sendable {
  let work: any ScheduledWork
  let origin: MessageOrigin
  let transactions: OutboxTransactions
  let publisher: OutboxPublisher
  let limits: FailureLimits
  let signal: Signal
  /// The signals of the service's other work, which this one may make due.
  let others: [Signal]
  /// How long work may take to finish what outlives its runs, once the service was told to stop.
  let drainTime: Duration
  let logger: Logger
  /// Records traces, where somebody wants them.
  var tracer: MessageTracer?

  /// How long to wait at most before looking for work that another replica planned, in seconds.
  private let interval = 5.0

  /// How long to wait before what is under way is noted again, when that failed.
  private let drainPause = Duration.milliseconds(200)

  /// Runs until the signal is closed, and what is under way then has come to its end or its time is over.
  func run() async {
    var course = FailureCourse(limits: limits)
    let lastSuccess = Gauge(label: MetricName.scheduledLastSuccess, dimensions: [("work", work.name)])
    Counter(label: MetricName.scheduledFailures, dimensions: [("work", work.name)]).increment(by: 0)
    while !signal.isClosed, !Task.isCancelled {
      do {
        let pause = try await runOnce()
        let ended = ContinuousClock.now
        course.succeeded()
        lastSuccess.record(Double(Timestamp.now.microseconds) / 1_000_000)
        if await signal.wait(seconds: pause) { await signal.rest(until: ended + min(work.rest, .seconds(pause))) }
      } catch {
        let pause = pause(after: error, on: &course)
        tell(error)
        await signal.wait(seconds: pause / .seconds(1))
      }
    }
    await drain()
  }

  /// Notes what comes to its end while the service stops.
  private func drain() async {
    let deadline = (signal.closedAt ?? .now) + drainTime
    while !Task.isCancelled, await work.drain(until: deadline) {
      do {
        _ = try await runOnce()
      } catch {
        tell(error)
        guard ContinuousClock.now < deadline else { return }
        try? await Task.sleep(for: drainPause)
      }
    }
  }

  private func tell(_ error: any Error) {
    logger.error(
      "scheduled work failed; trying again",
      metadata: [
        "work": "\(work.name)", LogKey.error: "\(ErrorDetail.of(error))", "kind": "\(FailureKind(error).name)",
      ])
    Counter(label: MetricName.scheduledFailures, dimensions: [("work", work.name)]).increment()
  }

  /// How long to wait after a failure: work that a clock causes cannot be given up, only be tried more rarely.
  private func pause(after error: any Error, on course: inout FailureCourse) -> Duration {
    switch course.fate(of: FailureKind(error), size: 1) {
    case .again(let pause), .pause(let pause): return pause
    case .split: return limits.longestWait
    case .bury:
      course.succeeded()
      return limits.longestWait
    }
  }

  private func runOnce() async throws -> Double {
    let (next, owed, created) = try await tracedOnce()
    if owed != nil { others.forEach { $0.set() } }
    let began = created.isEmpty ? nil : Timestamp.now
    let isConfirmed = await publisher.publish(owed)
    if let began, let owed {
      tracer?.recordSending(created, in: owed, of: nil, since: began, isConfirmed: isConfirmed)
    }
    switch next {
    case .immediately: return 0
    case .at(let instant):
      return min(interval, max(0, Double(instant.microseconds - Timestamp.now.microseconds) / 1_000_000))
    case .whenSomethingHappens: return interval
    }
  }

  /// Does what is due, now or at an instant, in one transaction; what that owes is the caller's to publish.
  func workOnce(at instant: Timestamp? = nil) async throws -> (result: NextRun, owed: OutboxRow?) {
    let (next, owed, _) = try await tracedOnce(at: instant)
    return (next, owed)
  }

  /// The same, with what it made as a part of traces that are recorded.
  private func tracedOnce(
    at instant: Timestamp? = nil
  ) async throws -> (result: NextRun, owed: OutboxRow?, created: [EmittedMessage]) {
    let (done, owed) = try await transactions.run { transaction in
      var emission = Emission(of: origin, now: instant ?? .now)
      emission.follow(nil)
      let next = try await work.run(at: emission.now, in: transaction, emitting: &emission)
      if let failure = emission.failure { throw failure }
      return (
        result: (next: next, created: emission.recorded, actions: emission.commitActions),
        owed: emission.messages.map { OutboxMessage($0, from: origin.service) }
      )
    }
    for action in done.actions { action() }
    tracer?.record(done.created)
    return (done.next, owed, done.created)
  }
}
