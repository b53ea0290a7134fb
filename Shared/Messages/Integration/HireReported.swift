public import Vocabulary

/// Another system says that somebody was hired (H1).
public struct HireReported: ReportPayload {
  /// `coopt.integration.hire-reported.v1`.
  public static let messageType = MessageType(service: "integration", name: "hire-reported")
  /// `hire.reported`, on `coopt.integration`.
  public static let routingKey = "hire.reported"

  /// The application, in that system.
  @Reference public var applicationId: String
  /// The system; with `applicationId` it names the hire.
  @Composed public var sourceSystem: String
  /// The offer.
  public var offerId: OfferID?
  /// The offer's `externalReference`, where its id is not known.
  @Reference public var offerReference: String?
  /// Whose offer; narrows `offerReference`, and has to be the company of `offerId`.
  public var companyId: CompanyID?
  /// Who was hired.
  public var candidate: HiredCandidate
  /// When.
  public var hiredAt: Timestamp
  /// When the work begins.
  public var startsAt: Timestamp?
  /// As of when it speaks, where that is not its own date (H1).
  public var asOf: Timestamp?

  public init(
    applicationId: String,
    sourceSystem: String,
    offerId: OfferID? = nil,
    offerReference: String? = nil,
    companyId: CompanyID? = nil,
    candidate: HiredCandidate,
    hiredAt: Timestamp,
    startsAt: Timestamp? = nil, asOf: Timestamp? = nil
  ) {
    self.applicationId = applicationId
    self.sourceSystem = sourceSystem
    self.offerId = offerId
    self.offerReference = offerReference
    self.companyId = companyId
    self.candidate = candidate
    self.hiredAt = hiredAt
    self.startsAt = startsAt
    self.asOf = asOf
  }

  /// What became of it.
  public typealias Result = HireReportResult
}

extension HireReported {
  /// Its `sourceSystem`.
  public var reportingSystem: String? { sourceSystem }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(applicationId, "applicationId")
    validator.line(sourceSystem, "sourceSystem")
    validator.check(offerId != nil || offerReference != nil, "offerId", "is required unless offerReference is given")
    validator.line(offerReference, "offerReference")
    candidate.validate(&validator, at: "candidate")
  }
}
