package import Vocabulary

/// What members score points with (W7).
package enum ScoredActivity: String, CaseIterable, Sendable {
  /// A candidate of the member was qualified.
  case recommendationQualified = "recommendation-qualified"
  /// A candidate of the member was hired.
  case candidateHired = "candidate-hired"
  /// Somebody whom the member sponsors joined.
  case sponsoredMemberJoined = "sponsored-member-joined"
  /// The member came, on a day.
  case dailyVisit = "daily-visit"
}

extension PointsScale {
  /// What an activity earns.
  package subscript(activity: ScoredActivity) -> Points {
    switch activity {
    case .recommendationQualified: recommendationQualified
    case .candidateHired: candidateHired
    case .sponsoredMemberJoined: sponsoredMemberJoined
    case .dailyVisit: dailyVisit
    }
  }
}
