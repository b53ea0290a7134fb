import Vocabulary

/// O3: experts first, then confirmed, then beginners; then, for those who became eligible later (O4), round again.
package enum WavesGoFromExpertsToBeginners {
  /// The levels in the order of their turns.
  package static let order: [Level] = [.expert, .confirmed, .beginner]

  /// The levels in the order of their turns, beginning with the one whose turn it is.
  package static func turns(from level: Level) -> [Level] {
    let start = order.firstIndex(of: level) ?? 0
    return Array(order[start...] + order[..<start])
  }

  /// Whose turn it is after a level.
  package static func next(after level: Level) -> Level {
    turns(from: level)[1]
  }
}
