public import Vocabulary

/// A hire as the service of rewards was told it.
public struct ExplainedHire: Codable, Hashable, Sendable {
  /// The hire.
  public var hireId: HireID
  /// What it belongs to; absent where only its withdrawal is known.
  public var recommendationId: RecommendationID?
  /// Who recommended.
  public var memberId: MemberID?
  /// Who brought that member.
  public var sponsorId: MemberID?
  /// The level that the bonus was quoted for; absent of hires of long ago.
  public var quotedLevel: Level?
  /// What was quoted, in cents.
  public var quotedCents: Cents?
  /// The version of the policy that set the quote.
  public var policyVersion: Int?
  /// Whether member and candidate have the same employer.
  public var conflictOfInterest: Bool?
  /// When the candidate was hired.
  public var hiredAt: Timestamp?
  /// When the work begins.
  public var startsAt: Timestamp?
  /// When it was withdrawn last.
  public var withdrawnAt: Timestamp?
  /// Whether it holds (H1).
  public var inForce: Bool

  public init(
    hireId: HireID, recommendationId: RecommendationID? = nil, memberId: MemberID? = nil, sponsorId: MemberID? = nil,
    quotedLevel: Level? = nil, quotedCents: Cents? = nil, policyVersion: Int? = nil, conflictOfInterest: Bool? = nil,
    hiredAt: Timestamp? = nil, startsAt: Timestamp? = nil, withdrawnAt: Timestamp? = nil, inForce: Bool
  ) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.sponsorId = sponsorId
    self.quotedLevel = quotedLevel
    self.quotedCents = quotedCents
    self.policyVersion = policyVersion
    self.conflictOfInterest = conflictOfInterest
    self.hiredAt = hiredAt
    self.startsAt = startsAt
    self.withdrawnAt = withdrawnAt
    self.inForce = inForce
  }
}
