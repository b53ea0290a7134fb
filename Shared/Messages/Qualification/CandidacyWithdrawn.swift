public import Vocabulary

/// A company has a candidate no more: the decision was corrected (Q5); nothing of the member is here (M8).
public struct CandidacyWithdrawn: EventPayload {
  /// `coopt.qualification.candidacy-withdrawn.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidacy-withdrawn")

  /// The company's view of the candidate.
  public var candidacyId: CandidacyID
  /// For which offer.
  public var offerId: OfferID
  /// Which company.
  public var companyId: CompanyID

  public init(candidacyId: CandidacyID, offerId: OfferID, companyId: CompanyID) {
    self.candidacyId = candidacyId
    self.offerId = offerId
    self.companyId = companyId
  }

  /// The `candidacyId`.
  public var subject: String { candidacyId.description }
}
