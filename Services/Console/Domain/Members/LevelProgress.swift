public import Vocabulary

/// How far a member is from the next level, by the scale in force (W7).
public struct LevelProgress: Sendable {
  /// The points.
  public let points: Points
  /// From how many points each level is reached.
  public let thresholds: LevelThresholds

  /// A member's points under a scale.
  public init(_ points: Points, of thresholds: LevelThresholds) {
    self.points = points
    self.thresholds = thresholds
  }

  /// The level that the points make.
  public var level: Level {
    if points >= thresholds.expert { .expert } else if points >= thresholds.confirmed { .confirmed } else { .beginner }
  }

  /// The next level and what is missing to it; nil at the highest.
  public var next: (level: Level, missing: Points)? {
    switch level {
    case .beginner: (.confirmed, thresholds.confirmed - points)
    case .confirmed: (.expert, thresholds.expert - points)
    case .expert: nil
    }
  }

  /// The share of the way to the highest level, in hundredths.
  public var percent: Int { Self.percent(points, of: thresholds.expert) }

  /// Where the second level begins on that way.
  public var confirmedPercent: Int { Self.percent(thresholds.confirmed, of: thresholds.expert) }

  private static func percent(_ part: Points, of whole: Points) -> Int {
    guard whole > 0 else { return 100 }
    let share = Double(max(part, 0).rawValue) / Double(whole.rawValue) * 100
    return Int(min(share, 100).rounded(.down))
  }
}
