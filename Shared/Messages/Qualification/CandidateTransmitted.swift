public import Vocabulary

/// A company gets a candidate; nothing of the member is here (Q2, M8).
public struct CandidateTransmitted: EventPayload {
  /// `coopt.qualification.candidate-transmitted.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidate-transmitted")

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
