import CooptCommandLine

/// What lies in the queues of letters, as far as a page looks.
struct LetterOverview: Sendable {
  /// How many lay in each queue, and nobody had in hand.
  let counts: [String: Int]
  /// The oldest of them, a handful of each queue.
  var letters: [LetterSummary] = []
  /// Queues whose letters somebody works on, who may have some in hand.
  var busy: [String] = []

  /// All that lie there.
  var total: Int { counts.values.reduce(0, +) }
  /// Whether some lie behind those that were looked at.
  var isPartial: Bool { counts.values.contains { $0 > LetterDesk.handful } }
  /// The letters by cause, the largest group first.
  var groups: [LetterGroup] { LetterGroup.of(letters) }

  /// The letters of one cause, the oldest first.
  func letters(of cause: LetterCause) -> [LetterSummary] {
    letters.filter { LetterCause($0) == cause }
  }
}
