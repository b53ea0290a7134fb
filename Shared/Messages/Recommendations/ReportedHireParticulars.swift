public import Vocabulary

/// What an outside system said of a hire that could not be matched (H2); bound by notifications alone (M9).
public struct ReportedHireParticulars: EventPayload {
  /// `coopt.recommendations.hire-particulars.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-particulars")

  /// The hire.
  public var hireId: HireID
  /// Why it could not be matched.
  public var reason: UnattributedReason
  /// Which system reports it.
  public var sourceSystem: String
  /// The application, in that system.
  public var applicationId: String
  /// The offer.
  public var offerId: OfferID?
  /// The offer's name in the company's own system.
  public var offerReference: String?
  /// Whose offer.
  public var companyId: CompanyID?
  /// Who was hired, as reported.
  public var candidate: HiredCandidate
  /// When.
  public var hiredAt: Timestamp

  public init(
    hireId: HireID, reason: UnattributedReason, sourceSystem: String, applicationId: String, offerId: OfferID? = nil,
    offerReference: String? = nil, companyId: CompanyID? = nil, candidate: HiredCandidate, hiredAt: Timestamp
  ) {
    self.hireId = hireId
    self.reason = reason
    self.sourceSystem = sourceSystem
    self.applicationId = applicationId
    self.offerId = offerId
    self.offerReference = offerReference
    self.companyId = companyId
    self.candidate = candidate
    self.hiredAt = hiredAt
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension ReportedHireParticulars {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(sourceSystem, "sourceSystem")
    validator.line(applicationId, "applicationId")
    validator.line(offerReference, "offerReference")
    candidate.validate(&validator, at: "candidate")
  }
}
