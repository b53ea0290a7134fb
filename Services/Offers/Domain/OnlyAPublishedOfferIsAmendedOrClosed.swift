import Vocabulary

/// O1, O7: what is amended or closes was published; a draft, or what is closed already, is not open to it.
package enum OnlyAPublishedOfferIsAmendedOrClosed {
  /// Why an offer is neither amended nor closed; nil when it is.
  package static func refusal(of state: OfferState?) -> ProblemCode? {
    switch state {
    case nil: .offerNotFound
    case .published: nil
    case .draft, .closed: .offerNotOpen
    }
  }
}
