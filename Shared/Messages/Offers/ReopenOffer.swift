public import Vocabulary

/// Publishes an offer again that had expired (O7).
///
/// Takes no credit and solicits nobody again. Refusals: `offer-not-found`, `offer-not-open`.
public struct ReopenOffer: DecisionByHand {
  /// `coopt.offers.reopen-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "reopen-offer")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound, .offerNotOpen]

  /// Which.
  public var offerId: OfferID
  /// When it expires again; never where absent.
  public var closesAt: Timestamp?

  public init(offerId: OfferID, closesAt: Timestamp? = nil) {
    self.offerId = offerId
    self.closesAt = closesAt
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension ReopenOffer {
  /// The company's own word.
  public var requiresActor: Bool { false }

  /// The `offerId`.
  public func subject(of result: Accepted) -> String { offerId.description }
}
