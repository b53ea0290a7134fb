public import Vocabulary

/// A hire belongs to a recommendation (H2).
public struct HireAttributed: EventPayload {
  /// `coopt.recommendations.hire-attributed.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-attributed")

  /// The hire.
  public var hireId: HireID
  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Who had invited that member (W2).
  public var sponsorId: MemberID?
  /// What it pays (R7, W1).
  public var quote: Quote
  /// Whether it pays the designated charity instead (W4).
  public var conflictOfInterest: Bool
  /// When the candidate was hired.
  public var hiredAt: Timestamp
  /// When the work begins (W9).
  public var startsAt: Timestamp?
  /// As of when the report speaks that it is in force by (H1).
  public var asOf: Timestamp?
  /// Grows with each thing that is told of the hire; absent in messages of before.
  public var revision: Int?
  /// The revision of `conflictOfInterest`, from 1 (R6).
  public var conflictRevision: Int?

  public init(
    hireId: HireID,
    recommendationId: RecommendationID,
    offerId: OfferID,
    memberId: MemberID,
    sponsorId: MemberID? = nil,
    quote: Quote,
    conflictOfInterest: Bool,
    hiredAt: Timestamp, startsAt: Timestamp? = nil, asOf: Timestamp? = nil, revision: Int? = nil,
    conflictRevision: Int? = nil
  ) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.sponsorId = sponsorId
    self.quote = quote
    self.conflictOfInterest = conflictOfInterest
    self.hiredAt = hiredAt
    self.startsAt = startsAt
    self.asOf = asOf
    self.revision = revision
    self.conflictRevision = conflictRevision
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension HireAttributed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(conflictRevision, "conflictRevision")
    validator.version(revision, "revision")
    quote.validate(&validator, at: "quote")
    validator.check(sponsorId != memberId, "sponsorId", "is the member")
  }
}
