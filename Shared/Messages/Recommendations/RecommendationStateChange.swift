public import Vocabulary

/// A state that a recommendation reached, and when.
public struct RecommendationStateChange: Codable, Hashable, Sendable {
  /// The state.
  public var state: RecommendationState
  /// When it was reached.
  public var at: Timestamp

  public init(state: RecommendationState, at: Timestamp) {
    self.state = state
    self.at = at
  }
}
