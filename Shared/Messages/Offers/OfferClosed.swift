public import Vocabulary

/// An offer is closed (O1).
public struct OfferClosed: EventPayload {
  /// `coopt.offers.offer-closed.v1`.
  public static let messageType = MessageType(service: "offers", name: "offer-closed")

  /// The offer.
  public var offerId: OfferID
  /// Why.
  public var reason: ClosingReason

  public init(offerId: OfferID, reason: ClosingReason) {
    self.offerId = offerId
    self.reason = reason
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}
