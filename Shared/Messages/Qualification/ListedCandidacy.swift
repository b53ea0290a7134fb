public import Vocabulary

/// A candidate as the company that got them sees them; nothing of the member (M8).
public struct ListedCandidacy: Listed {
  /// `candidacies`.
  public static let listName = "candidacies"

  /// The candidacy.
  public var candidacyId: CandidacyID
  /// For which offer.
  public var offerId: OfferID
  /// What became of it.
  public var state: CandidacyState
  /// When the company got it.
  public var transmittedAt: Timestamp
  /// Whom; absent until it is heard of.
  public var candidate: NamedCandidate?
  /// What was said in the interview.
  public var summary: String?
  /// The offer's title; absent of one that was published before titles were kept here.
  public var offerTitle: String?

  public init(
    candidacyId: CandidacyID, offerId: OfferID, state: CandidacyState, transmittedAt: Timestamp,
    candidate: NamedCandidate? = nil, summary: String? = nil, offerTitle: String? = nil
  ) {
    self.candidacyId = candidacyId
    self.offerId = offerId
    self.state = state
    self.transmittedAt = transmittedAt
    self.candidate = candidate
    self.summary = summary
    self.offerTitle = offerTitle
  }
}
