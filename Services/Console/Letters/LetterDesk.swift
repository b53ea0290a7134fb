import AMQPClient
import CooptCommandLine
import FoundationEssentials
import Messages
import Synchronization
import Topology
import Vocabulary

/// Looks at dead letters for pages, shortly and one after another, and has things done with them.
///
/// Whoever looks at letters has them in hand for as long as that takes (AMQP knows no other way), so that others do not see
/// them; pages therefore share a look, and the next one begins when the broker has all of them back.
final class LetterDesk: Sendable {
  /// How many letters of a queue pages look at: the oldest.
  static let handful = 1000

  private let settings: LetterSettings
  private let turns = TakingTurns()
  private let newest = Mutex<(began: ContinuousClock.Instant, overview: LetterOverview)?>(nil)
  let errands: LetterErrands

  init(_ settings: LetterSettings) {
    self.settings = settings
    errands = LetterErrands()
  }

  /// What lies where, by cause; as it was at this call or later.
  func overview() async throws -> LetterOverview {
    let asked = ContinuousClock.now
    return try await turns.take {
      // Somebody who asked later than I may have looked before me.
      if let seen = self.newest.withLock({ $0 }), seen.began >= asked { return seen.overview }
      let began = ContinuousClock.now
      let overview = try await self.look()
      self.newest.withLock { $0 = (began, overview) }
      return overview
    } afterwards: { overview in
      await self.backInPlace(overview.counts)
    }
  }

  /// One letter, by its id, with what `see` makes of it; nil where it does not lie there, or somebody has it in hand.
  func letter<Seen: Sendable>(
    _ id: String, in queue: String, _ see: @escaping @Sendable (DeadLetter, LetterTrail) async throws -> Seen
  ) async throws -> Seen? {
    let broker = settings.broker
    let look: (found: (count: Int, letters: [DeadLetter]), seen: Seen?) = try await turns.take {
      try await self.withTrail { trail in
        _ = try await trail.lockToLook(at: queue)
        let found = try await LetterQueue.with(queue, broker, holding: Self.handful) { hand in
          (hand.count, try await hand.handful { $0 }.filter { $0.id == id })
        }
        guard let letter = found.1.first else { return (found, nil) }
        return (found, try await see(letter, trail))
      }
    } afterwards: { [self] look in
      await backInPlace([queue: look.found.count])
    }
    return look.seen
  }

  /// What would happen to the letters of a filter.
  func plan(_ action: LetterAction, _ filter: LetterFilter, in queue: String) async throws -> LetterReport {
    var work = LetterWork(action, filter)
    (work.isDryRun, work.goesToLanesAlone) = (true, true)
    let broker = settings.broker
    return try await turns.take { [work] in
      try await self.withTrail { trail in
        _ = try await trail.lockToLook(at: queue)
        return try await work.run(
          on: queue, broker, trail: trail, report: LetterReport(action, isDryRun: true))
      }
    }
  }

  /// Begins to do something with letters of a queue; it goes on whatever becomes of who asked.
  func begin(
    _ action: LetterAction, _ filter: LetterFilter, in queue: String, by actor: Operator
  ) -> MessageID {
    let errands = errands
    let id = actor.run
    errands.begin(LetterErrand(id: id, action: action, queue: queue, actor: actor.name))
    Task { [self] in
      var work = LetterWork(action, filter)
      (work.actor, work.goesToLanesAlone) = (actor, true)
      work.progress = { report in errands.change(id) { $0.report = report } }
      do {
        let report = try await withTrail { [work] trail in
          try await trail.lock(queue) { errands.change(id) { $0.isWaiting = true } }
          errands.change(id) { $0.isWaiting = false }
          return try await work.run(
            on: queue, settings.broker, trail: trail, report: LetterReport(action, isDryRun: false))
        }
        errands.end(id) { $0.report = report }
      } catch let failure as CommandFailure {
        errands.end(id) { $0.failure = failure.description }
      } catch {
        errands.end(id) { $0.failure = "\(error)" }
      }
    }
    return id
  }

  /// The newest steps of the trail, the oldest of them first; of one letter where its id is given.
  func trail(_ count: Int, of id: String? = nil) async throws -> [TrailEntry] {
    try await withTrail { try await TrailEntry.newest(count, of: id, in: $0) }
  }

  private func withTrail<Result: Sendable>(
    _ body: (LetterTrail) async throws -> Result
  ) async throws -> Result {
    try await LetterTrail.with(url: settings.database(), plainText: settings.plainText, body)
  }

  private func look() async throws -> LetterOverview {
    let counts = try await counts(of: LetterQueue.all)
    let queues = counts.filter { $0.value > 0 }.keys.sorted()
    guard !queues.isEmpty else { return LetterOverview(counts: counts) }
    let broker = settings.broker
    return try await withTrail { trail in
      var overview = LetterOverview(counts: counts)
      for queue in queues where try await !trail.lockToLook(at: queue) { overview.busy.append(queue) }
      try await withThrowingTaskGroup(of: [LetterSummary].self) { group in
        for queue in queues {
          group.addTask {
            try await LetterQueue.with(queue, broker, holding: Self.handful) { hand in
              try await hand.handful { LetterSummary($0) }
            }
          }
        }
        for try await letters in group { overview.letters += letters }
      }
      return overview
    }
  }

  /// How many letters of each queue nobody has in hand.
  private func counts(of queues: [String]) async throws -> [String: Int] {
    do {
      return try await AMQPTopologySession.with(settings.broker) { session in
        var counts: [String: Int] = [:]
        for queue in queues { counts[queue] = try await session.messageCount(of: queue) }
        return counts
      }
    } catch let error as AMQPError {
      throw CommandFailure(error)
    }
  }

  /// Waits until the broker has letters back that were in hand, or others took some meanwhile: half a second at most.
  private func backInPlace(_ expected: [String: Int]) async {
    let deadline = ContinuousClock.now + .milliseconds(500)
    let expected = expected.filter { $0.value > 0 }
    guard !expected.isEmpty else { return }
    try? await AMQPTopologySession.with(settings.broker) { session in
      for (queue, count) in expected {
        while try await session.messageCount(of: queue) < count, ContinuousClock.now < deadline {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
    }
  }
}
