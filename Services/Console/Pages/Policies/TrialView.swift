import ConsoleDomain
import Messages
import Vocabulary

/// What a trial of a policy came to, as a page shows it.
struct TrialView: Sendable {
  struct Member: Sendable {
    let address: String
    let id: String
    let cents: String
    let points: String
    let level: String
  }

  struct Move: Sendable {
    let from: String
    let to: String
    let members: String
    let kind: String
  }

  let version: Int
  let centsBefore: String
  let centsAfter: String
  let centsChange: String
  let pointsBefore: String
  let pointsAfter: String
  let pointsChange: String
  let changed: String
  let levels: String
  let amounts: HistogramView?
  let points: HistogramView?
  let moves: [Move]
  let hasMoves: Bool
  let members: [Member]
  let hasMembers: Bool

  init(_ result: TryRewardsPolicy.Result, _ visit: Visit) {
    let language = visit.language
    let number: @Sendable (Int) -> String = { Money.number($0, in: language) }
    func level(_ level: Level) -> String { visit.word("policies.level-\(level.rawValue)") }
    version = result.version
    centsBefore = visit.euros(result.amountCents.before.rawValue)
    centsAfter = visit.euros(result.amountCents.after.rawValue)
    centsChange = Self.signed((result.amountCents.after - result.amountCents.before).rawValue, visit.euros)
    pointsBefore = number(result.points.before.rawValue)
    pointsAfter = number(result.points.after.rawValue)
    pointsChange = Self.signed((result.points.after - result.points.before).rawValue, number)
    changed = number(result.membersChanged)
    levels = number(result.levelsChanged)
    amounts = result.amountCentsChanges.map {
      HistogramView(
        ChangeHistogram($0), name: visit.word("policies.amounts-change"), visit, text: visit.euros,
        bound: { Self.euros($0, language) })
    }
    points = result.pointsChanges.map {
      HistogramView(
        ChangeHistogram($0), name: visit.word("policies.points-change"), visit, text: number, bound: number)
    }
    moves = (result.levelMoves ?? []).filter { $0.from != $0.to }.map { move in
      Move(
        from: level(move.from), to: level(move.to), members: number(move.members),
        kind: move.from < move.to ? "good" : "bad")
    }
    hasMoves = !moves.isEmpty
    members = result.members.map { member in
      Member(
        address: "/members/\(member.memberId)", id: member.memberId.description,
        cents: Self.signed((member.amountCentsAfter - member.amountCentsBefore).rawValue, visit.euros),
        points: Self.signed((member.pointsAfter - member.pointsBefore).rawValue, number),
        level: member.levelBefore == member.levelAfter
          ? level(member.levelBefore) : "\(level(member.levelBefore)) → \(level(member.levelAfter))")
    }
    hasMembers = !members.isEmpty
  }

  /// A difference, with its sign.
  static func signed(_ value: Int, _ text: (Int) -> String) -> String { value > 0 ? "+" + text(value) : text(value) }

  /// Euros without cents, where there are none.
  private static func euros(_ cents: Int, _ language: Language) -> String {
    guard cents.isMultiple(of: 100) else { return Money.text(cents, in: language) }
    let sign = cents < 0 ? "\u{2212}" : ""
    let euros = Money.number(abs(cents / 100), in: language)
    return language == .french ? "\(sign)\(euros)\(Typography.narrowSpace)€" : "\(sign)€\(euros)"
  }
}

/// A histogram with the table of its figures.
struct HistogramView: Sendable {
  struct Line: Sendable {
    let range: String
    let members: String
    let total: String
    let kind: String
  }

  let name: String
  let svg: String
  let losers: String
  let losses: String
  let unchanged: String
  let gainers: String
  let gains: String
  let lines: [Line]
  let isFlat: Bool

  init(
    _ histogram: ChangeHistogram, name: String, _ visit: Visit, text: (Int) -> String,
    bound: @escaping @Sendable (Int) -> String
  ) {
    func number(_ value: Int) -> String { Money.number(value, in: visit.language) }
    self.name = name
    losers = number(histogram.losers.members)
    losses = TrialView.signed(histogram.losers.total, text)
    unchanged = number(histogram.unchanged)
    gainers = number(histogram.gainers.members)
    gains = TrialView.signed(histogram.gainers.total, text)
    isFlat = histogram.isFlat
    let told = [
      "\(losers) \(visit.word("policies.lose"))", "\(unchanged) \(visit.word("policies.unchanged"))",
      "\(gainers) \(visit.word("policies.gain"))",
    ]
    svg =
      HistogramDrawing(
        histogram, title: "\(name). " + told.joined(separator: ", "), unchanged: visit.word("policies.same"),
        in: visit.language, bound: bound
      ).svg
    lines = histogram.bars.map { bar in
      Line(
        range: bar.isUnchanged
          ? visit.word("policies.same") : "\(TrialView.signed(bar.from, text)) … \(TrialView.signed(bar.to, text))",
        members: number(bar.members), total: bar.isUnchanged ? "" : TrialView.signed(bar.total, text),
        kind: bar.isUnchanged ? "quiet" : bar.isLoss ? "bad" : "good")
    }
  }
}
