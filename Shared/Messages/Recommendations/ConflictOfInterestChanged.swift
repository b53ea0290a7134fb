public import Vocabulary

/// Whether candidate and member had the same employer turned out otherwise (R6).
public struct ConflictOfInterestChanged: EventPayload {
  /// `coopt.recommendations.conflict-of-interest-changed.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "conflict-of-interest-changed")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// Grows with each change of the recommendation's flag, from 2; the greatest is the latest.
  public var revision: Int
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Whether they had.
  public var conflictOfInterest: Bool
  /// Who says so.
  public var source: ConflictSource
  /// Why; for staff alone.
  public var reason: String?

  public init(
    recommendationId: RecommendationID, revision: Int, offerId: OfferID, memberId: MemberID, conflictOfInterest: Bool,
    source: ConflictSource, reason: String? = nil
  ) {
    self.recommendationId = recommendationId
    self.revision = revision
    self.offerId = offerId
    self.memberId = memberId
    self.conflictOfInterest = conflictOfInterest
    self.source = source
    self.reason = reason
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension ConflictOfInterestChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.text(reason, "reason", minimum: 1)
  }
}
