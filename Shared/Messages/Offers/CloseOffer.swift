public import Vocabulary

/// Closes an offer (O1).
///
/// Refusals: `offer-not-found`, `offer-not-open`.
public struct CloseOffer: DecisionByHand {
  /// `coopt.offers.close-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "close-offer")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound, .offerNotOpen]

  /// The offer.
  public var offerId: OfferID
  /// Why.
  public var reason: ClosingReason

  public init(offerId: OfferID, reason: ClosingReason) {
    self.offerId = offerId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension CloseOffer {
  /// Companies close their own by programs.
  public var requiresActor: Bool { false }

  /// The offer.
  public func subject(of result: Accepted) -> String { offerId.description }

  /// The reason's code.
  public var grounds: String? { reason.rawValue }
}
