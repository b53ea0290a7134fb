public import Vocabulary

/// An offer is open (O1).
public struct OfferPublished: EventPayload {
  /// `coopt.offers.offer-published.v1`.
  public static let messageType = MessageType(service: "offers", name: "offer-published")

  /// The offer.
  public var offerId: OfferID
  /// Whose offer.
  public var companyId: CompanyID
  /// The job.
  public var title: String
  /// Its sector.
  public var sector: SectorCode
  /// Where it is.
  public var zone: ZoneCode
  /// Its name in the company's own system.
  @Reference public var externalReference: String?
  /// Since when.
  public var publishedAt: Timestamp
  /// What paid for it (O6).
  public var paidWith: PaymentMeans
  /// When it expires.
  public var closesAt: Timestamp?
  /// Grows with each change of the offer; absent in messages of before there were others.
  public var revision: Int?

  public init(
    offerId: OfferID,
    companyId: CompanyID,
    title: String,
    sector: SectorCode,
    zone: ZoneCode,
    externalReference: String? = nil,
    publishedAt: Timestamp,
    paidWith: PaymentMeans, closesAt: Timestamp? = nil, revision: Int? = nil
  ) {
    self.offerId = offerId
    self.companyId = companyId
    self.title = title
    self.sector = sector
    self.zone = zone
    self.externalReference = externalReference
    self.publishedAt = publishedAt
    self.paidWith = paidWith
    self.closesAt = closesAt
    self.revision = revision
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}

extension OfferPublished {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(title, "title")
    validator.line(externalReference, "externalReference")
  }
}
