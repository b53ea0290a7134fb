import AMQPClient
import CooptCommandLine
import Messages
import Topology
import Vocabulary

/// Looks at dead letters for pages, shortly and one after another, and has things done with them.
///
/// Whoever looks at letters has them in hand for as long as that takes (AMQP knows no other way), so that others do not see
/// them; pages therefore share looks, and the next one at a queue begins when the broker has all of it back.
final class LetterDesk: Sendable {
  /// How many letters of a queue pages look at: the oldest.
  static let handful = 1000

  private let settings: LetterSettings
  private let looks: [String: SharedLook<LetterHand>]
  private let counts: SharedLook<[String: Int]>
  let errands = LetterErrands()

  init(_ settings: LetterSettings) {
    self.settings = settings
    let broker = settings.broker
    looks = Dictionary(
      uniqueKeysWithValues: LetterQueue.all.map { queue in
        let look = SharedLook {
          try await Self.withTrail(settings) { try await LetterHand.taken(of: queue, broker, in: $0) }
        } settling: { hand in
          await hand.backInPlace(in: queue, broker)
        }
        return (queue, look)
      })
    counts = SharedLook { try await Self.count(broker) }
  }

  /// What lies where, by cause; as it was at this call or later.
  func overview() async throws -> LetterOverview {
    var before: [String: Int] = [:]
    for (queue, look) in looks { before[queue] = await look.begun }
    let counted = try await counts.seen()
    var looked: [String: SharedLook<LetterHand>] = [:]
    for (queue, look) in looks {
      // Where somebody looks, letters are not counted that are there.
      let wasInHand = if await look.isBusy { true } else { await look.begun != before[queue] }
      if counted[queue] != 0 || wasInHand { looked[queue] = look }
    }
    return try await withThrowingTaskGroup(of: (String, LetterHand).self) { group in
      for (queue, look) in looked { group.addTask { (queue, try await look.seen()) } }
      var overview = LetterOverview()
      for try await (queue, hand) in group { overview.add(hand, of: queue) }
      return overview
    }
  }

  /// One letter, by its id, with what `see` makes of it; nil where it does not lie there, or somebody has it in hand.
  func letter<Seen: Sendable>(
    _ id: String, in queue: String, _ see: (DeadLetter, LetterTrail) async throws -> Seen
  ) async throws -> Seen? {
    guard let letter = try await looks[queue]?.seen().letters.first(where: { $0.id == id }) else { return nil }
    return try await Self.withTrail(settings) { try await see(letter, $0) }
  }

  /// What would happen to the letters of a filter.
  func plan(_ action: LetterAction, _ filter: LetterFilter, in queue: String) async throws -> LetterReport {
    var work = LetterWork(action, filter)
    (work.isDryRun, work.goesToLanesAlone) = (true, true)
    guard let look = looks[queue] else { return LetterReport(action, isDryRun: true) }
    let hand = try await look.seen()
    if !hand.isPartial {
      return try await Self.withTrail(settings) { [work] in
        try await work.rehearsal(of: hand.letters, in: queue, trail: $0)
      }
    }
    // There are more than a page looks at: it takes as long as it takes.
    return try await look.exclusively { [work, settings] in
      try await Self.withTrail(settings) { trail in
        try await work.run(
          on: queue, settings.broker, trail: trail, report: LetterReport(action, isDryRun: true))
      }
    }
  }

  /// Begins to do something with letters of a queue; it goes on whatever becomes of who asked.
  func begin(
    _ action: LetterAction, _ filter: LetterFilter, in queue: String, by actor: Operator,
    edit: (@Sendable (DeadLetter) throws -> LetterEdit)? = nil
  ) -> MessageID {
    let errands = errands
    let id = actor.run
    errands.begin(LetterErrand(id: id, action: action, queue: queue, actor: actor.name))
    Task { [self] in
      var work = LetterWork(action, filter)
      (work.actor, work.goesToLanesAlone, work.edit) = (actor, true, edit)
      work.progress = { report in errands.change(id) { $0.report = report } }
      do {
        let report = try await Self.withTrail(settings) { [work] trail in
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
    try await Self.withTrail(settings) { try await TrailEntry.newest(count, of: id, in: $0) }
  }

  private static func withTrail<Result: Sendable>(
    _ settings: LetterSettings, _ body: (LetterTrail) async throws -> Result
  ) async throws -> Result {
    try await LetterTrail.with(url: settings.database(), plainText: settings.plainText, body)
  }

  /// How many letters of each queue nobody has in hand.
  private static func count(_ broker: AMQPConfiguration) async throws -> [String: Int] {
    do {
      return try await AMQPTopologySession.with(broker) { session in
        var counts: [String: Int] = [:]
        for queue in LetterQueue.all { counts[queue] = try await session.messageCount(of: queue) }
        return counts
      }
    } catch let error as AMQPError {
      throw CommandFailure(error)
    }
  }
}
