import CooptCommandLine

/// What lies in the queues of letters, as far as a page looks.
struct LetterOverview: Sendable {
  /// How many lie in each queue that has any, and nobody else has in hand.
  private(set) var counts: [String: Int] = [:]
  /// The oldest of them, a handful of each queue.
  private(set) var letters: [LetterSummary] = []
  /// Queues where more lie than were looked at.
  private(set) var partial: Set<String> = []
  /// Queues whose letters somebody works on, who may have some in hand.
  private(set) var busy: [String] = []

  /// Adds what lay in a queue.
  mutating func add(_ hand: LetterHand, of queue: String) {
    counts[queue] = hand.count
    letters += hand.letters.map { LetterSummary($0) }
    if hand.isPartial { partial.insert(queue) }
    if hand.isBusy { busy.append(queue) }
  }

  /// All that lie there.
  var total: Int { counts.values.reduce(0, +) }
  /// The letters by cause, the largest group first.
  var groups: [LetterGroup] { LetterGroup.of(letters) }

  /// The letters of one cause, the oldest first.
  func letters(of cause: LetterCause) -> [LetterSummary] {
    letters.filter { LetterCause($0) == cause }
  }
}
