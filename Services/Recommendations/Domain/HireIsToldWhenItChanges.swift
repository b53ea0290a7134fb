import Vocabulary

/// H1, H2, H3, H4: others are told when a hire enters force, changes in it, leaves it or is detached; not of reports that change
/// nothing.
package enum HireIsToldWhenItChanges {
  /// What there is to tell.
  package enum News: Sendable, Equatable {
    /// The hire holds and belongs to a recommendation.
    case attributed(RecommendationID, HireIsInForce.Report)
    /// The hire holds and belongs to nothing.
    case unattributed(HireMatchesRecommendation.Failure)
    /// The hire does not hold.
    case withdrawn
    /// The hire belongs no more to a recommendation, whether it holds or not (H4).
    case detached(RecommendationID)
  }

  /// What a message or a command changed.
  package static func news(from before: KnownHire, to after: KnownHire) -> News? {
    if let former = before.recommendationID, after.recommendationID == nil { return .detached(former) }
    guard let report = after.force.inForce else {
      // Withdrawn before it was reported: told once, since a withdrawal that nobody can place concerns staff.
      return before.force.inForce != nil || before.isUnheardOf ? .withdrawn : nil
    }
    let wasTold = before.force.inForce != nil
    if let recommendation = after.recommendationID {
      let isSame = before.recommendationID == recommendation && before.force.inForce == report
      return isSame ? nil : .attributed(recommendation, report)
    }
    guard let failure = after.failure else { return nil }
    return wasTold && before.failure == failure ? nil : .unattributed(failure)
  }
}
