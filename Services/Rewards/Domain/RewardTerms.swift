package import Vocabulary

/// One version of the rewards policy: what is earned by what.
package struct RewardTerms: Hashable, Sendable {
  /// Grows with each change.
  package let version: Int
  /// Points by what is scored (W7).
  package var points: [ScoredActivity: Points]
  /// The points from which a level is reached (W7).
  package var thresholds: [Level: Points]
  /// The bonus by level (W1).
  package var amounts: [Level: Cents]
  /// The sponsor's share (W2).
  package var sponsorship: Cents
  /// What the platform adds to a donation (W3).
  package var matching: Cents
  /// What a bonus is worth in listing credits (W3).
  package var listingCredits: Int
  /// Whether a change of what is paid takes two people (A2).
  package var twoPeopleForAmounts: Bool

  package init(
    version: Int,
    points: [ScoredActivity: Points],
    thresholds: [Level: Points],
    amounts: [Level: Cents],
    sponsorship: Cents,
    matching: Cents,
    listingCredits: Int,
    twoPeopleForAmounts: Bool = false
  ) {
    self.version = version
    self.points = points
    self.thresholds = thresholds
    self.amounts = amounts
    self.sponsorship = sponsorship
    self.matching = matching
    self.listingCredits = listingCredits
    self.twoPeopleForAmounts = twoPeopleForAmounts
  }

  /// Whether no level begins below the one under it.
  package var hasRisingThresholds: Bool {
    let points = Level.allCases.sorted().map { thresholds[$0, default: 0] }
    return zip(points, points.dropFirst()).allSatisfy { $0 <= $1 }
  }
}

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
