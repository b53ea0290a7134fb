/// A member's level by points: "débutant", "confirmé", "expert" (W1, W7).
public enum Level: String, ClosedEnumeration, Comparable {
  /// The level that everybody starts with.
  case beginner
  /// The second level.
  case confirmed
  /// The highest level; solicited first (O3).
  case expert

  /// Order of rise: beginner, confirmed, expert.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .beginner: 0
    case .confirmed: 1
    case .expert: 2
    }
  }
}
