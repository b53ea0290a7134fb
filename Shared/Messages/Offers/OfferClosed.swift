public import Vocabulary

/// An offer is closed (O1).
public struct OfferClosed: EventPayload {
  /// `coopt.offers.offer-closed.v1`.
  public static let messageType = MessageType(service: "offers", name: "offer-closed")

  /// The offer.
  public var offerId: OfferID
  /// Why.
  public var reason: ClosingReason
  /// Grows with each change of the offer; absent in messages of before there were others.
  public var revision: Int?

  public init(offerId: OfferID, reason: ClosingReason, revision: Int? = nil) {
    self.offerId = offerId
    self.reason = reason
    self.revision = revision
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}

extension OfferClosed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
  }
}
