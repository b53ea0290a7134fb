import Messages

/// The states that a recommendation reached, as they are told.
struct RecommendationProgress {
  /// The oldest first; of one instant in the order in which they follow from each other.
  let history: [RecommendationStateChange]

  init(_ reached: [ReachedState]) {
    let order = RecommendationState.allCases
    // The company gets a candidate at the instant of the decision.
    func decision(of transmitted: ReachedState) -> Int? {
      reached.filter { $0.state == .qualified && $0.at == transmitted.at }.compactMap(\.revision).max()
    }
    func rank(_ reached: ReachedState) -> (Int, Int) {
      let revision = reached.state == .transmitted ? decision(of: reached) : reached.revision
      return (revision ?? 1, order.firstIndex(of: reached.state) ?? 0)
    }
    history =
      reached
      .sorted { $0.at == $1.at ? rank($0) < rank($1) : $0.at < $1.at }
      .map { RecommendationStateChange(state: $0.state, at: $0.at) }
  }
}
