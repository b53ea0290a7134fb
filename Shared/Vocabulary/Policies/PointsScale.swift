/// What earns how many points (W7).
public struct PointsScale: Codable, Hashable, Sendable {
  /// A candidate qualified.
  public var recommendationQualified: Points
  /// A candidate hired.
  public var candidateHired: Points
  /// A sponsored member joined.
  public var sponsoredMemberJoined: Points
  /// A day with a visit.
  public var dailyVisit: Points

  public init(
    recommendationQualified: Points, candidateHired: Points, sponsoredMemberJoined: Points, dailyVisit: Points
  ) {
    self.recommendationQualified = recommendationQualified
    self.candidateHired = candidateHired
    self.sponsoredMemberJoined = sponsoredMemberJoined
    self.dailyVisit = dailyVisit
  }
}
