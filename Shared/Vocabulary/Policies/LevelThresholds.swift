/// From how many points a level is reached (W7).
public struct LevelThresholds: Codable, Hashable, Sendable {
  /// From the start.
  public var beginner: Points
  /// The second level.
  public var confirmed: Points
  /// The highest level.
  public var expert: Points

  public init(beginner: Points, confirmed: Points, expert: Points) {
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
  }

  /// From how many points one of them is reached.
  public subscript(level: Level) -> Points {
    switch level {
    case .beginner: beginner
    case .confirmed: confirmed
    case .expert: expert
    }
  }
}
