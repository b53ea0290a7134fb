import Messages

/// How far a recommendation came, told from the states that it reached.
///
/// A hire says most, since it counts whatever the interview's state; then what qualification said last.
struct RecommendationProgress {
  /// The state now.
  let state: RecommendationState
  /// The states it reached, the oldest first; of one instant in the order in which they follow from each other.
  let history: [RecommendationStateChange]

  init(_ reached: [ReachedState], isHired: Bool) {
    let order = RecommendationState.allCases
    func rank(_ state: RecommendationState) -> Int { order.firstIndex(of: state) ?? 0 }
    history =
      reached
      .map { RecommendationStateChange(state: $0.state, at: $0.at) }
      .sorted { ($0.at, rank($0.state)) < ($1.at, rank($1.state)) }
    let states = history.map(\.state)
    if isHired {
      state = .hired
    } else if states.contains(.hired) {
      state = .hireWithdrawn
    } else {
      state = states.max { rank($0) < rank($1) } ?? .attributed
    }
  }
}
