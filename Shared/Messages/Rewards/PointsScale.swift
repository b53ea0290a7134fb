public import Vocabulary

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

extension PointsScale {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.count(recommendationQualified.rawValue, "\(field).recommendationQualified")
    validator.count(candidateHired.rawValue, "\(field).candidateHired")
    validator.count(sponsoredMemberJoined.rawValue, "\(field).sponsoredMemberJoined")
    validator.count(dailyVisit.rawValue, "\(field).dailyVisit")
  }
}
