import ConsoleDomain
import Messages
import Vocabulary

/// A state, in a word and a colour.
struct ShownBadge: Sendable {
  let label: String
  /// `good`, `bad`, `wait` or `quiet`.
  let tone: String

  init(_ label: String, _ tone: StoryMoment.Tone) {
    self.label = label
    self.tone = tone.rawValue
  }
}

extension Visit {
  /// How far an interview came.
  func badge(_ state: InterviewState) -> ShownBadge {
    let tone: StoryMoment.Tone =
      switch state {
      case .toCall: .wait
      case .qualified, .transmitted: .good
      case .rejected: .bad
      case .cancelled: .quiet
      }
    return ShownBadge(word("interviews.state-\(state.rawValue)"), tone)
  }

  /// What became of a candidacy.
  func badge(_ state: CandidacyState) -> ShownBadge {
    let tone: StoryMoment.Tone =
      switch state {
      case .transmitted: .wait
      case .hired: .good
      case .withdrawn, .notRetained: .bad
      }
    return ShownBadge(word("interviews.candidacy-\(state.rawValue)"), tone)
  }

  /// How far a recommendation came.
  func badge(_ state: RecommendationState) -> ShownBadge {
    ShownBadge(word("recommendations.state-\(state.rawValue)"), state.tone)
  }

  /// Whether a hire belongs to somebody, and holds.
  func badge(_ outcome: HireOutcome, isInForce: Bool) -> ShownBadge {
    switch (outcome, isInForce) {
    case (.attributed, true): ShownBadge(word("hires.is-attributed"), .good)
    case (.attributed, false): ShownBadge(word("hires.is-withdrawn"), .quiet)
    case (.unattributed, true): ShownBadge(word("hires.is-unattributed"), .wait)
    case (.unattributed, false): ShownBadge(word("hires.is-unattributed-withdrawn"), .quiet)
    }
  }
}

extension RecommendationState {
  /// How it looks.
  var tone: StoryMoment.Tone {
    switch self {
    case .attributed: .wait
    case .qualified, .transmitted, .hired: .good
    case .rejected, .hireWithdrawn: .bad
    case .withdrawn, .offerClosed: .quiet
    }
  }
}
