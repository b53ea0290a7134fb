public import Vocabulary

/// An offer was amended: what may change of it, as it is now (O7).
public struct OfferUpdated: EventPayload {
  /// `coopt.offers.offer-updated.v1`.
  public static let messageType = MessageType(service: "offers", name: "offer-updated")

  /// The offer.
  public var offerId: OfferID
  /// Grows with each change of the offer; the greatest is the latest.
  public var revision: Int
  /// Whose.
  public var companyId: CompanyID
  /// Title.
  public var title: String
  /// Its name in the company's own system.
  @Reference public var externalReference: String?
  /// When it expires.
  public var closesAt: Timestamp?

  public init(
    offerId: OfferID, revision: Int, companyId: CompanyID, title: String, externalReference: String? = nil,
    closesAt: Timestamp? = nil
  ) {
    self.offerId = offerId
    self.revision = revision
    self.companyId = companyId
    self.title = title
    self.externalReference = externalReference
    self.closesAt = closesAt
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}

extension OfferUpdated {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(title, "title")
    validator.line(externalReference, "externalReference")
  }
}
