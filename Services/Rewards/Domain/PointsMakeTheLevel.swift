package import Vocabulary

extension RewardTerms {
  /// The highest level whose threshold some points reach.
  package func level(with points: Points) -> Level {
    Level.allCases.sorted().last { levels[$0] <= points } ?? .beginner
  }

  /// Whether no level begins below the one under it (W7).
  package var hasRisingThresholds: Bool {
    levels.beginner <= levels.confirmed && levels.confirmed <= levels.expert
  }
}

/// What a member's points come to.
package struct PointsStanding: Hashable, Sendable {
  /// All points of the member.
  package private(set) var points: Points
  /// The level that they make.
  package private(set) var level: Level
  /// How often they changed.
  package private(set) var revision: Int

  /// A standing; without arguments that of a new member.
  package init(points: Points = 0, level: Level = .beginner, revision: Int = 0) {
    self.points = points
    self.level = level
    self.revision = revision
  }

  /// Adds points, or takes them back in a reversal: a level falls only through one, never by dearer terms (W8).
  package mutating func add(_ change: Points, under terms: RewardTerms) {
    points += change
    revision += 1
    let reached = terms.level(with: points)
    level = change < 0 ? reached : max(level, reached)
  }
}
