/// What became of the letters that were meant.
package struct LetterReport: Encodable, Sendable {
  /// The call of the program, by which the trail has it; nil for a dry run.
  package var run: String?
  /// What was done, or would be.
  package let action: LetterAction
  /// Whether it only says what would happen.
  package let isDryRun: Bool
  /// How many it was done with, by where they went; letters that are discarded by where they lay.
  package private(set) var done: [String: Int] = [:]
  /// How many stay, by why.
  package private(set) var left: [String: Int] = [:]
  /// How many somebody had finished with before, whose hand did not reach the broker: they are only taken away.
  package private(set) var finishedBefore = 0
  /// How many were handled meanwhile under the same id and source, so that to replay them changes nothing; dry runs only.
  package var handledMeanwhile: Int?
  /// How many messages of their types were handled since the oldest of them; dry runs only.
  package var sinceThen: [String: Int]?
  /// Services whose inbox this login may not read, so that nobody knows; dry runs only.
  package var unknown: [String]?

  package init(_ action: LetterAction, isDryRun: Bool) {
    self.action = action
    self.isDryRun = isDryRun
  }

  /// Letters that were meant.
  package var total: Int { (Array(done.values) + Array(left.values)).reduce(finishedBefore, +) }

  /// Whether something that was meant stays.
  package var isIncomplete: Bool { !left.isEmpty }

  package mutating func did(_ destination: String) { done[destination, default: 0] += 1 }
  package mutating func leave(_ why: String) { left[why, default: 0] += 1 }
  package mutating func foundFinished(_ count: Int) { finishedBefore += count }

  package mutating func know(_ meanwhile: Meanwhile) {
    handledMeanwhile = (handledMeanwhile ?? 0) + meanwhile.handled.count
    sinceThen = (sinceThen ?? [:]).merging(meanwhile.sameType.map { ($0.type, $0.count) }) { max($0, $1) }
    unknown = Array(Set((unknown ?? []) + meanwhile.unknown)).sorted()
  }

  /// The report for people.
  package var lines: [String] {
    let verb = Self.verbs[action] ?? ("", "")
    let words = isDryRun ? verb.would : verb.did
    var table = TextTable([], alignments: [.right])
    for (destination, count) in done.sorted(by: { $0.key < $1.key }) {
      table.add(["\(count)", "\(words) \(destination)"])
    }
    if finishedBefore > 0 {
      table.add(["\(finishedBefore)", "finished before, \(isDryRun ? "would only be" : "only") taken away"])
    }
    for (why, count) in left.sorted(by: { $0.key < $1.key }) { table.add(["\(count)", "left: \(why)"]) }
    return table.lines + meanwhileLines
  }

  private var meanwhileLines: [String] {
    guard isDryRun else { return [] }
    var lines: [String] = []
    if let handledMeanwhile, handledMeanwhile > 0 {
      lines.append("\(handledMeanwhile) of them were handled meanwhile under the same id: they would change nothing")
    }
    for (type, count) in (sinceThen ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append("\(count) of type \(Masked.type(type)) were handled since the oldest of them")
    }
    for service in unknown ?? [] {
      lines.append("what \(service) handled meanwhile is not known: this login may not look")
    }
    return lines
  }

  private static let verbs: [LetterAction: (did: String, would: String)] = [
    .replay: ("replayed to", "would be replayed to"),
    .edit: ("corrected and sent to", "would be corrected and sent to"),
    .discard: ("discarded from", "would be discarded from"), .reveal: ("shown of", "would be shown of"),
  ]

  private enum CodingKeys: String, CodingKey {
    case run, action, done, left, finishedBefore, handledMeanwhile, sinceThen, unknown
    case isDryRun = "dryRun"
  }
}
