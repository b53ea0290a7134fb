public import Vocabulary

/// Closes an offer (O1).
///
/// Refusals: `offer-not-found`, `offer-not-open`.
public struct CloseOffer: CommandPayload {
  /// `coopt.offers.close-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "close-offer")

  /// The offer.
  public var offerId: OfferID
  /// Why.
  public var reason: ClosingReason

  /// A command with its data.
  public init(offerId: OfferID, reason: ClosingReason) {
    self.offerId = offerId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}
