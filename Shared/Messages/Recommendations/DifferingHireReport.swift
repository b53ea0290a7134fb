public import Vocabulary

/// A later report of a hire that named another offer or candidate than its first, as far as that is kept.
public struct DifferingHireReport: Codable, Hashable, Sendable {
  /// The date that it gave.
  public var hiredAt: Timestamp
  /// The offer that it named.
  public var offerId: OfferID?
  /// The offer's name that it gave.
  public var offerReference: String?
  /// The company that it named.
  public var companyId: CompanyID?
  /// The candidate that it named.
  public var candidateId: CandidateID?
  /// The candidacy that it named.
  public var candidacyId: CandidacyID?

  public init(
    hiredAt: Timestamp, offerId: OfferID? = nil, offerReference: String? = nil, companyId: CompanyID? = nil,
    candidateId: CandidateID? = nil, candidacyId: CandidacyID? = nil
  ) {
    self.hiredAt = hiredAt
    self.offerId = offerId
    self.offerReference = offerReference
    self.companyId = companyId
    self.candidateId = candidateId
    self.candidacyId = candidacyId
  }
}
