public import Vocabulary

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
}

extension LevelThresholds {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner.rawValue, "\(field).beginner")
    validator.count(confirmed.rawValue, "\(field).confirmed")
    validator.count(expert.rawValue, "\(field).expert")
  }
}
