import ConsoleDomain
import CooptCommandLine
import HTTPTypes
import Hummingbird
import Vocabulary

/// One letter as a page shows it.
struct ShownLetter: Sendable {
  /// Something with its name.
  struct Fact: Sendable {
    let name: String
    let value: String
  }

  let id: String
  let cause: String
  let code: String
  let queue: String
  let lane: String?
  let group: String
  let detail: String?
  let since: String?
  let attempts: String?
  /// Nil for what was sent to a queue and to no exchange.
  let exchange: String?
  let routingKey: String
  /// Where a replay would send it; nil where it would stay.
  let destination: String?
  let obstacle: String?
  let attributes: [Fact]
  let fields: [Fact]
  let bytes: String
  let meanwhile: [String]
  let hasMeanwhile: Bool
  /// Its contents, where somebody asked for them with a reason.
  let body: String?
  let headers: [Fact]
  let isRevealed: Bool
  let steps: [LetterTrailView.Step]
  let hasSteps: Bool
  let replay: LetterDeedForm?
  let discard: LetterDeedForm?
  let reveal: LetterDeedForm?
  /// For whoever has read it.
  let edit: LetterDeedForm?
}

extension LetterView {
  /// The page of a letter; revealed where somebody says who they are and why.
  static func page(
    _ visit: Visit, _ desk: LetterDesk, queue: String, id: String? = nil, revealedBy reader: Operator?
  ) async throws -> Response {
    guard LetterQueue.all.contains(queue) else { throw HTTPError(.notFound) }
    let id = try id ?? visit.id("id", as: String.self)
    let shown = try await desk.letter(id, in: queue) { letter, trail in
      // Written down before it is shown.
      if let reader { try await trail.write([Deed(letter, .reveal)], .done, by: reader) }
      return ShownLetter(
        letter, isRevealed: reader != nil, try await CooptCommandLine.Meanwhile.of([letter], in: trail.connection),
        try await TrailEntry.newest(50, of: id, in: trail), visit)
    }
    guard let shown else {
      // It went, or is in hand; what was done with it is still told.
      let steps = try await desk.trail(50, of: id)
      guard !steps.isEmpty else {
        return try MessagePage.page(visit, "letters.gone", status: .notFound)
      }
      return try visit.page(
        "letters-trail", title: "letters.trail-title", LetterTrailView(steps.reversed(), visit, of: id))
    }
    return try visit.page("letters-one", title: "letters.one-title", shown)
  }
}

extension ShownLetter {
  init(
    _ letter: DeadLetter, isRevealed: Bool, _ since: CooptCommandLine.Meanwhile, _ trail: [TrailEntry], _ visit: Visit
  ) {
    let view = LetterView(letter, isRevealed: isRevealed)
    let summary = view.letter
    let known = LetterCause(summary)
    id = summary.id
    (cause, code) = (LettersWords.cause(summary.code, visit), summary.code)
    (queue, lane, detail) = (summary.queue, summary.lane, summary.detail)
    group = "/letters/group?" + FormText.text(known.fields)
    self.since = summary.since.map { visit.clock.text($0) }
    attempts = view.attempts.map { Money.number($0, in: visit.language) }
    exchange = view.exchange.isEmpty ? nil : view.exchange
    routingKey = view.routingKey
    switch ReplayPlan(letter, toLanesAlone: true) {
    case .send(_, let destination): (self.destination, obstacle) = (destination, nil)
    case .leave(let why): (destination, obstacle) = (nil, LettersWords.obstacle(why).text(in: visit.language))
    }
    attributes = LettersWords.attributes.compactMap { name, said in
      view.attributes[name].map { Fact(name: said.text(in: visit.language), value: $0) }
    }
    fields = view.order.map { path in
      Fact(name: path, value: LettersWords.kind(view.fields[path] ?? "", visit.language))
    }
    bytes = Money.number(view.bytes, in: visit.language)
    meanwhile = LettersWords.meanwhile(since, of: summary.id, visit)
    hasMeanwhile = !meanwhile.isEmpty
    body = view.body.map(LettersWords.layout)
    headers = (view.headers ?? [:]).sorted { $0.key < $1.key }.map { Fact(name: $0.key, value: $0.value) }
    self.isRevealed = isRevealed
    steps = trail.reversed().map { LetterTrailView.Step($0, visit) }
    hasSteps = !steps.isEmpty
    let choice = [("queue", summary.queue), ("id", summary.id)]
    replay = destination == nil ? nil : LetterDeedForm(.replay, choice, visit)
    discard = LetterDeedForm(.discard, choice, visit)
    reveal = isRevealed ? nil : LetterDeedForm(.reveal, choice, visit)
    edit = isRevealed ? LetterEditing.form(letter, visit) : nil
  }
}
