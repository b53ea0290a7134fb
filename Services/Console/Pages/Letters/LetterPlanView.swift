import ConsoleDomain
import CooptCommandLine
import HTTPTypes
import Hummingbird
import Vocabulary

/// What would happen, before it does.
struct LetterPlanView: Sendable {
  let title: String
  let back: String
  let report: LetterReportView?
  let form: LetterDeedForm?
  /// Whether there is nothing to do.
  let isEmpty: Bool

  init(
    _ title: String, _ form: LetterDeedForm?, _ choice: LetterChoice, _ visit: Visit, report: LetterReportView? = nil,
    isEmpty: Bool = false
  ) {
    self.title = title
    back = choice.address
    self.report = report
    self.form = form
    self.isEmpty = isEmpty
  }

  /// The page that says it, and asks why it is to be done.
  static func page(
    _ visit: Visit, _ desk: LetterDesk, _ action: LetterAction, _ choice: LetterChoice, reason: String = "",
    defect: String? = nil
  ) async throws -> Response {
    let report = try await desk.plan(action, choice.filter, in: choice.queue)
    let form = LetterDeedForm(action, choice.fields, visit, reason: reason, defect: defect)
    let isPossible = !report.done.isEmpty || report.finishedBefore > 0
    return try visit.page(
      "letters-plan", title: "letters.\(action.rawValue)",
      LetterPlanView(
        visit.word("letters.\(action.rawValue)"), isPossible ? form : nil, choice, visit,
        report: LetterReportView(report, visit), isEmpty: report.total == 0),
      status: defect == nil ? .ok : .unprocessableContent)
  }
}

/// What became of letters, or would.
struct LetterReportView: Sendable {
  /// So many of them.
  struct Line: Sendable {
    let count: String
    let text: String
    /// A name on the wire.
    let name: String?
  }

  let done: [Line]
  let left: [Line]
  let known: [String]
  let hasLeft: Bool
  let hasKnown: Bool

  init(_ report: LetterReport, _ visit: Visit) {
    let language = visit.language
    func line(_ count: Int, _ text: String, _ name: String? = nil) -> Line {
      Line(count: Money.number(count, in: language), text: text, name: name)
    }
    let words = "letters.\(report.action.rawValue)-\(report.isDryRun ? "would" : "did")"
    var done = report.done.sorted { $0.key < $1.key }.map { queue, count in
      line(count, visit.word(count == 1 && !report.isDryRun ? words + "-one" : words), queue)
    }
    if report.finishedBefore > 0 { done.append(line(report.finishedBefore, visit.word("letters.finished-before"))) }
    self.done = done
    left = report.left.sorted { $0.key < $1.key }.map { why, count in
      line(count, LettersWords.left(why).text(in: language))
    }
    known = LettersWords.known(report, visit)
    (hasLeft, hasKnown) = (!left.isEmpty, !known.isEmpty)
  }
}

/// What is being done, or was.
struct LetterErrandView: Sendable {
  let title: String
  let queue: String
  let actor: String
  let startedAt: String
  let state: String
  let isOver: Bool
  let isGood: Bool
  let isBad: Bool
  let failure: String?
  let report: LetterReportView?

  init(_ errand: LetterErrand, _ visit: Visit) {
    title = visit.word("letters.\(errand.action.rawValue)")
    (queue, actor) = (errand.queue, errand.actor)
    startedAt = visit.clock.text(errand.startedAt)
    isOver = errand.isOver
    failure = errand.failure
    report = errand.report.flatMap { $0.total > 0 ? LetterReportView($0, visit) : nil }
    let isIncomplete = errand.report?.isIncomplete ?? false
    let isNothing = errand.isOver && (errand.report?.total ?? 0) == 0
    let word =
      switch (errand.isOver, errand.failure) {
      case (true, _?): "broken-off"
      case (true, nil): isNothing ? "nothing-lay-there" : isIncomplete ? "done-partly" : "done"
      case (false, _): errand.isWaiting ? "waits" : "works"
      }
    state = visit.word("letters.\(word)")
    isBad = errand.failure != nil || isIncomplete
    isGood = errand.isOver && !isBad && !isNothing
  }
}

/// What was done with letters.
struct LetterTrailView: Sendable {
  /// A step of it.
  struct Step: Sendable {
    let at: String
    let actor: String
    let deed: String
    let state: String?
    let isBad: Bool
    let letter: String
    let address: String
    let queue: String
    let destination: String?
    let reason: String

    init(_ entry: TrailEntry, _ visit: Visit) {
      at = visit.clock.text(entry.at)
      actor = entry.actor
      deed = LettersWords.deed(entry.action).text(in: visit.language)
      state = LettersWords.state(entry.state)?.text(in: visit.language)
      isBad = entry.state == "failed"
      letter = entry.letter
      address = "/letters/letter/\(entry.queue)/\(entry.letter)"
      queue = entry.queue
      destination = entry.destination
      reason = entry.reason
    }
  }

  let tabs: LettersTabs?
  /// The letter that it is about, which lies nowhere any more.
  let letter: String?
  let steps: [Step]
  let isEmpty: Bool

  init(_ entries: [TrailEntry], _ visit: Visit, of letter: String? = nil) {
    tabs = letter == nil ? LettersTabs(isTrail: true) : nil
    self.letter = letter
    steps = entries.map { Step($0, visit) }
    isEmpty = entries.isEmpty
  }
}
