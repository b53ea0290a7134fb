import Vocabulary

/// An interview by telephone: to call, then qualified and transmitted, or rejected (Q1).
package struct Interview: Sendable, Equatable {
  /// How it ended.
  package enum Outcome: String, Sendable {
    /// The candidate goes to the company.
    case qualified
    /// The candidate does not.
    case rejected
  }

  /// The recommendation that it is about.
  package let recommendationID: RecommendationID
  /// For which offer.
  package let offerID: OfferID
  /// Whose offer.
  package let companyID: CompanyID
  /// Who recommended.
  package let memberID: MemberID
  /// Whom to call.
  package let candidateID: CandidateID
  /// Nil while the candidate is still to call.
  package private(set) var outcome: Outcome?
  /// The candidacy under which the candidate reached the company.
  package private(set) var candidacyID: CandidacyID?

  package init(
    recommendationID: RecommendationID, offerID: OfferID, companyID: CompanyID, memberID: MemberID,
    candidateID: CandidateID, outcome: Outcome? = nil, candidacyID: CandidacyID? = nil
  ) {
    self.recommendationID = recommendationID
    self.offerID = offerID
    self.companyID = companyID
    self.memberID = memberID
    self.candidateID = candidateID
    self.outcome = outcome
    self.candidacyID = candidacyID
  }

  /// Ends the interview, or says why it cannot end so.
  ///
  /// A qualified candidate is transmitted at once, under a candidacy that says nothing of the recommendation (Q2, M8).
  package mutating func end(
    _ outcome: Outcome, candidateInformed: Bool, as candidacyID: CandidacyID
  ) -> ProblemCode? {
    if !InterviewIsDecidedOnce.allows(self) { return .alreadyDecided }
    if !CandidateIsInformedBeforeTransmission.allows(outcome, candidateInformed: candidateInformed) {
      return .candidateNotInformed
    }
    self.outcome = outcome
    if OnlyQualifiedReachTheCompany.allows(outcome) { self.candidacyID = candidacyID }
    return nil
  }
}
