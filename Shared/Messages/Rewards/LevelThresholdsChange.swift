public import Vocabulary

/// A change of the level thresholds: what is given is replaced.
public struct LevelThresholdsChange: Codable, Hashable, Sendable {
  /// For beginners.
  public var beginner: Points?
  /// For confirmed members.
  public var confirmed: Points?
  /// For experts.
  public var expert: Points?

  public init(beginner: Points? = nil, confirmed: Points? = nil, expert: Points? = nil) {
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
  }
}

extension LevelThresholdsChange {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner?.rawValue, "\(field).beginner")
    validator.count(confirmed?.rawValue, "\(field).confirmed")
    validator.count(expert?.rawValue, "\(field).expert")
  }
}
