public import Vocabulary

/// Staff corrected how an interview ended (Q5).
public struct InterviewCorrected: EventPayload {
  /// `coopt.qualification.interview-corrected.v1`.
  public static let messageType = MessageType(service: "qualification", name: "interview-corrected")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// Grows with each decision about the interview, from 1; the greatest is the latest.
  public var revision: Int
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// How it ended.
  public var outcome: InterviewOutcome
  /// Why not, as the member is told.
  public var reasonCode: RejectionCode?
  /// Why it is corrected; for staff alone.
  public var reason: String?

  public init(
    recommendationId: RecommendationID, revision: Int, offerId: OfferID, memberId: MemberID, outcome: InterviewOutcome,
    reasonCode: RejectionCode? = nil, reason: String? = nil
  ) {
    self.recommendationId = recommendationId
    self.revision = revision
    self.offerId = offerId
    self.memberId = memberId
    self.outcome = outcome
    self.reasonCode = reasonCode
    self.reason = reason
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension InterviewCorrected {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.text(reason, "reason", minimum: 1)
  }
}
