public import Vocabulary

/// What points were given for (W7).
public enum PointsRule: String, ClosedEnumeration {
  /// A candidate of the member was qualified.
  case recommendationQualified = "recommendation-qualified"
  /// A candidate of the member was hired.
  case candidateHired = "candidate-hired"
  /// Somebody whom the member invited joined.
  case sponsoredMemberJoined = "sponsored-member-joined"
  /// The member came.
  case dailyVisit = "daily-visit"
}
