package import Vocabulary

/// A candidate that a company got (Q2, Q5).
package struct Candidacy: Sendable, Equatable {
  /// The only name by which the company knows the candidate (M8).
  package let id: CandidacyID
  /// What it stands for.
  package let recommendationID: RecommendationID
  /// For which offer.
  package let offerID: OfferID
  /// Who recommended.
  package let memberID: MemberID
  /// Whether the decision was corrected since: the company has the candidate no more.
  package let isWithdrawn: Bool
  /// Whether the company said that it does not want the candidate.
  package let isClosed: Bool

  package init(
    id: CandidacyID, recommendationID: RecommendationID, offerID: OfferID, memberID: MemberID, isWithdrawn: Bool,
    isClosed: Bool
  ) {
    self.id = id
    self.recommendationID = recommendationID
    self.offerID = offerID
    self.memberID = memberID
    self.isWithdrawn = isWithdrawn
    self.isClosed = isClosed
  }
}

/// Q5: a company, or staff, say once that a candidate was not retained; one that the company has no more is not there to close.
package enum CandidaciesAreClosedByTheirCompany {
  /// What comes of saying so.
  package enum Finding: Sendable, Equatable {
    /// The member is told.
    case closes(Candidacy)
    /// It was said before.
    case changesNothing
    /// The company has no such candidate.
    case isRefused(ProblemCode)
  }

  /// What comes of saying so of a candidacy; of nil where there is none.
  package static func finding(_ candidacy: Candidacy?) -> Finding {
    guard let candidacy, !candidacy.isWithdrawn else { return .isRefused(.candidacyNotFound) }
    return candidacy.isClosed ? .changesNothing : .closes(candidacy)
  }
}
