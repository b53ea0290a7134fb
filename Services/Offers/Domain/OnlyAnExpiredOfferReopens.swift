import Vocabulary

/// O7: what reopens had closed because its time was over; what was filled or cancelled stays closed (O8).
package enum OnlyAnExpiredOfferReopens {
  /// Why an offer does not reopen; nil when it does.
  package static func refusal(of offer: Offer?) -> ProblemCode? {
    guard let offer else { return .offerNotFound }
    return offer.state == .closed && offer.hasExpired ? nil : .offerNotOpen
  }
}
