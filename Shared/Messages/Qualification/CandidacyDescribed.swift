public import Vocabulary

/// Whose candidacy goes to a company, and what the company may read of the interview.
///
/// Bound by notifications alone (M8, M9).
public struct CandidacyDescribed: EventPayload {
  /// `coopt.qualification.candidacy-described.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidacy-described")

  /// The company's view of the candidate.
  public var candidacyId: CandidacyID
  /// The recommendation.
  public var recommendationId: RecommendationID
  /// The candidate.
  public var candidateId: CandidateID
  /// What the company may read.
  public var summary: String?

  public init(
    candidacyId: CandidacyID, recommendationId: RecommendationID, candidateId: CandidateID, summary: String? = nil
  ) {
    self.candidacyId = candidacyId
    self.recommendationId = recommendationId
    self.candidateId = candidateId
    self.summary = summary
  }

  /// The `candidacyId`.
  public var subject: String { candidacyId.description }
}

extension CandidacyDescribed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(summary, "summary")
  }
}
