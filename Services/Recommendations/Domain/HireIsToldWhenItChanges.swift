import Vocabulary

/// H1 to H3: others are told when a hire enters force, changes in it, or leaves it; not of reports that change nothing.
package enum HireIsToldWhenItChanges {
  /// What there is to tell.
  package enum News: Sendable, Equatable {
    /// The hire holds and belongs to a recommendation.
    case attributed(RecommendationID, hiredAt: Timestamp)
    /// The hire holds and belongs to nothing.
    case unattributed(HireMatchesRecommendation.Failure)
    /// The hire does not hold.
    case withdrawn
  }

  /// What a report changed.
  package static func news(from before: KnownHire, to after: KnownHire) -> News? {
    guard let since = after.force.since else {
      // Withdrawn before it was reported: told once, since a withdrawal that nobody can place concerns staff.
      return before.force.since != nil || before.isUnheardOf ? .withdrawn : nil
    }
    let wasTold = before.force.since != nil
    if let recommendation = after.recommendationID {
      let isSame = before.recommendationID == recommendation && before.force.since == since
      return wasTold && isSame ? nil : .attributed(recommendation, hiredAt: since)
    }
    guard let failure = after.failure else { return nil }
    return wasTold && before.failure == failure ? nil : .unattributed(failure)
  }
}
