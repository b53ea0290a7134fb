public import Vocabulary

/// Asks for an offer, with its waves (A1).
///
/// Refusal: `offer-not-found`.
public struct GetOffer: CommandPayload {
  /// `coopt.offers.get-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "get-offer")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound]

  /// Which.
  public var offerId: OfferID

  public init(offerId: OfferID) {
    self.offerId = offerId
  }

  /// What the accepted reply says.
  public typealias Result = ListedOffer
}
