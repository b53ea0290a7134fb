import Vocabulary

/// O1: what closes was published; a draft, or what is closed already, does not.
package enum OnlyAPublishedOfferCloses {
  /// Why an offer does not close; nil when it does.
  package static func refusal(of state: Offer.State?) -> ProblemCode? {
    switch state {
    case nil: .offerNotFound
    case .published: nil
    case .draft, .closed: .offerNotOpen
    }
  }
}
