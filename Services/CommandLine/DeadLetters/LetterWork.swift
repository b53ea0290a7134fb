import AMQPClient
import Vocabulary

/// Does something with the letters that are meant: in batches, each written down before and after, at a bounded rate.
///
/// What is done twice has one effect. A letter leaves its queue only after the broker has what was made of it and the trail
/// says so: whoever dies in between leaves it there. Who comes next reads in the trail whether it was finished, and takes it
/// away; where the trail says only that it was begun, it is done again, and the service's inbox knows its id.
package struct LetterWork: Sendable {
  /// What is done.
  package let action: LetterAction
  /// With which letters.
  package let filter: LetterFilter
  /// What their data become, where they are changed.
  package var edit: (@Sendable (DeadLetter) throws -> LetterEdit)?
  /// Letters at a time.
  package var batch = 100
  /// Letters a second at most; nil as fast as it goes.
  package var rate: Double?
  /// Whether it only says what would happen.
  package var isDryRun = false
  /// Who does it; nil for a dry run.
  package var actor: Operator?
  /// Whether whoever does it may send to lanes, and to no exchange that others send to.
  package var goesToLanesAlone = false
  /// Hears after each batch how far it has come.
  package var progress: (@Sendable (LetterReport) -> Void)?
  /// Letters that came later are not meant: what fails again would go round for ever.
  package let startedAt = Timestamp.now

  package init(_ action: LetterAction, _ filter: LetterFilter) {
    self.action = action
    self.filter = filter
  }

  /// Works through a queue, whatever others do with it; adds to the report.
  package func run(
    on queue: String, _ configuration: AMQPConfiguration, trail: LetterTrail?, report: LetterReport
  ) async throws -> LetterReport {
    var report = report
    while true {
      let round = try await LetterQueue.with(queue, configuration) { [report] letters in
        guard !isDryRun, action != .discard else {
          return try await work(through: letters, sender: nil, trail: trail, report: report)
        }
        return try await LetterSender.with(configuration) { sender in
          try await work(through: letters, sender: sender, trail: trail, report: report)
        }
      }
      report = round.report
      if round.isLast { return report }
    }
  }

  /// What would happen to letters of a queue that somebody has looked at: nothing is taken in hand for it.
  package func rehearsal(
    of letters: [DeadLetter], in queue: String, trail: LetterTrail
  ) async throws -> LetterReport {
    var report = LetterReport(action, isDryRun: true)
    let meant = letters.filter(isMeant)
    let finished = try await trail.finished(meant)
    var planned: [DeadLetter] = []
    for letter in meant {
      guard !(letter.isUnique && finished[letter.id] != nil) else {
        report.foundFinished(1)
        continue
      }
      switch try plan(letter) {
      case .stay(let why): report.leave(why)
      case .go(let deed, _):
        report.did(deed.destination ?? queue)
        planned.append(letter)
      }
    }
    if !planned.isEmpty, action != .discard { report.know(try await Meanwhile.of(planned, in: trail.connection)) }
    return report
  }

  /// How long letters are held at a time: the broker ends who holds some for half an hour.
  private static let longestRound = Duration.seconds(600)

  private func work(
    through queue: LetterQueue, sender: LetterSender?, trail: LetterTrail?, report: LetterReport
  ) async throws -> (report: LetterReport, isLast: Bool) {
    var (report, taken) = (report, 0)
    var left: [String: Int] = [:]
    let began = ContinuousClock.now
    let portion = rate.map { min(batch, max(1, Int($0))) } ?? batch
    while let letters = try await queue.next(portion, taken: taken) {
      let time = ContinuousClock.now
      taken += letters.count
      let meant = letters.filter(isMeant)
      guard !meant.isEmpty else { continue }
      try await handle(meant, of: queue, sender, trail, &report, &left)
      progress?(report)
      if let rate { try await Task.sleep(until: time + .seconds(Double(meant.count) / rate), clock: .continuous) }
      if began.duration(to: .now) > Self.longestRound, !isDryRun { return (report, false) }
    }
    for (why, count) in left { for _ in 0..<count { report.leave(why) } }
    return (report, true)
  }

  private func isMeant(_ letter: DeadLetter) -> Bool {
    filter.takes(letter) && (letter.diedAt.map { $0 < startedAt } ?? true)
  }

  private func handle(
    _ letters: [DeadLetter], of queue: LetterQueue, _ sender: LetterSender?, _ trail: LetterTrail?,
    _ report: inout LetterReport, _ left: inout [String: Int]
  ) async throws {
    let finished = try await trail?.finished(letters) ?? [:]
    let done = letters.filter { $0.isUnique && finished[$0.id] != nil }
    report.foundFinished(done.count)
    if !isDryRun { await queue.remove(done) }
    var deeds: [Deed] = []
    var messages: [OutgoingMessage] = []
    var planned: [DeadLetter] = []
    for letter in letters where !(letter.isUnique && finished[letter.id] != nil) {
      switch try plan(letter) {
      case .stay(let why): left[why, default: 0] += 1
      case .go(let deed, let message):
        deeds.append(deed)
        if let message { messages.append(message) }
        planned.append(letter)
      }
    }
    guard !isDryRun else {
      for deed in deeds { report.did(deed.destination ?? queue.name) }
      if let trail, !planned.isEmpty, action != .discard {
        report.know(try await Meanwhile.of(planned, in: trail.connection))
      }
      return
    }
    guard let trail, let actor else { throw CommandFailure(.failure, "letters are not touched without a trail") }
    guard !deeds.isEmpty else { return }
    try await trail.write(deeds, .begun, by: actor)
    let failures = try await sender?.send(messages) ?? deeds.map { _ in nil }
    var (succeeded, failed): ([Deed], [Deed]) = ([], [])
    for (deed, failure) in zip(deeds, failures) {
      if let failure {
        var deed = deed
        deed.failure = failure
        failed.append(deed)
        left[failure, default: 0] += 1
      } else {
        succeeded.append(deed)
        report.did(deed.destination ?? queue.name)
      }
    }
    try await trail.write(succeeded, .done, by: actor)
    try await trail.write(failed, .failed, by: actor)
    await queue.remove(succeeded.map(\.letter))
  }

  private enum Course {
    case stay(String)
    case go(Deed, OutgoingMessage?)
  }

  private func plan(_ letter: DeadLetter) throws -> Course {
    guard action != .discard else { return .go(Deed(letter, .discard), nil) }
    switch ReplayPlan(letter, toLanesAlone: goesToLanesAlone) {
    case .leave(let obstacle): return .stay(obstacle.description)
    case .send(var message, let destination):
      let change = try edit?(letter)
      if let change { message.body = change.body }
      return .go(Deed(letter, action, to: destination, edit: change), message)
    }
  }
}
