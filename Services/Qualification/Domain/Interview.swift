package import Vocabulary

/// An interview by telephone: to call, then qualified and transmitted, or rejected (Q1).
package struct Interview: Sendable, Equatable {
  /// How it ended.
  package enum Outcome: String, Sendable, CaseIterable {
    /// The candidate goes to the company.
    case qualified
    /// The candidate does not.
    case rejected
  }

  /// Why it is not to be held any more.
  package enum Cancellation: String, Sendable, CaseIterable {
    /// The member took the recommendation back (R9).
    case withdrawn
    /// The offer is filled or cancelled (O8).
    case offerClosed = "offer-closed"
  }

  /// What is decided of it.
  package struct Decision: Sendable, Equatable {
    /// How it ended.
    package let outcome: Outcome
    /// Why the candidate was rejected, as the member is told; nil of a qualified one (Q4).
    package let reasonCode: RejectionCode?
    /// Whether the candidate was told of the processing (Q3).
    package let candidateInformed: Bool

    /// A decision; a rejection without a code is for another reason than those that have one.
    package init(_ outcome: Outcome, reasonCode: RejectionCode? = nil, candidateInformed: Bool) {
      self.outcome = outcome
      self.reasonCode = outcome == .rejected ? reasonCode ?? .other : nil
      self.candidateInformed = candidateInformed
    }
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
  package private(set) var decision: Decision?
  /// Counts the decisions: 0 while there is none.
  package private(set) var revision: Int
  /// The candidacy under which the company has the candidate.
  package private(set) var candidacyID: CandidacyID?
  /// Why it is not to be held any more; without effect once it is decided.
  package let cancellation: Cancellation?
  /// Whether its offer is filled or cancelled (O8).
  package let offerIsOver: Bool

  package init(
    recommendationID: RecommendationID, offerID: OfferID, companyID: CompanyID, memberID: MemberID,
    candidateID: CandidateID, decision: Decision? = nil, revision: Int = 0, candidacyID: CandidacyID? = nil,
    cancellation: Cancellation? = nil, offerIsOver: Bool = false
  ) {
    self.recommendationID = recommendationID
    self.offerID = offerID
    self.companyID = companyID
    self.memberID = memberID
    self.candidateID = candidateID
    self.decision = decision
    self.revision = revision
    self.candidacyID = candidacyID
    self.cancellation = cancellation
    self.offerIsOver = offerIsOver
  }

  /// Ends the interview, or says why it cannot end so.
  ///
  /// A qualified candidate is transmitted at once, under a candidacy that says nothing of the recommendation (Q2, M8).
  package mutating func end(_ decision: Decision, as candidacyID: CandidacyID) -> ProblemCode? {
    if !InterviewIsDecidedOnce.allows(self) { return .alreadyDecided }
    return decide(decision, as: candidacyID)
  }

  /// Corrects how the interview ended, or says why it cannot be corrected so (Q5).
  ///
  /// Who is qualified after having been rejected reaches the company under a candidacy of its own: the company was told that
  /// the one before is withdrawn.
  package mutating func correct(_ decision: Decision, as candidacyID: CandidacyID) -> ProblemCode? {
    guard let before = self.decision else { return .interviewNotDecided }
    return decide(
      Decision(
        decision.outcome, reasonCode: decision.reasonCode,
        candidateInformed: decision.candidateInformed || before.candidateInformed),
      as: self.candidacyID ?? candidacyID)
  }

  private mutating func decide(_ decision: Decision, as candidacyID: CandidacyID) -> ProblemCode? {
    if !CandidateIsInformedBeforeTransmission.allows(decision) { return .candidateNotInformed }
    self.decision = decision
    revision += 1
    let goesToCompany = OnlyQualifiedReachTheCompany.allows(decision.outcome)
    if !goesToCompany {
      self.candidacyID = nil
    } else if NothingIsTransmittedForAnOfferThatIsOver.allows(self) {
      self.candidacyID = candidacyID
    }
    return nil
  }
}
