public import Vocabulary

/// An offer that had expired is published again (O7).
public struct OfferReopened: EventPayload {
  /// `coopt.offers.offer-reopened.v1`.
  public static let messageType = MessageType(service: "offers", name: "offer-reopened")

  /// The offer.
  public var offerId: OfferID
  /// Grows with each change of the offer; the greatest is the latest.
  public var revision: Int
  /// Whose.
  public var companyId: CompanyID
  /// When it expires again.
  public var closesAt: Timestamp?

  public init(offerId: OfferID, revision: Int, companyId: CompanyID, closesAt: Timestamp? = nil) {
    self.offerId = offerId
    self.revision = revision
    self.companyId = companyId
    self.closesAt = closesAt
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}

extension OfferReopened {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
  }
}
