import Messages
import MessageHandling
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// A webhook in hand, as the table has it.
package struct HeldDelivery: Sendable {
  /// Its id.
  package let id: DeliveryID
  /// The source that it came to.
  package let source: String
  /// What came; nil where it was forgotten.
  package let webhook: Webhook?
  /// What became of it so far.
  package let state: DeliveryState
  /// Why it waits.
  package let reason: QuarantineReason?
  /// When it came.
  package let receivedAt: Timestamp
  /// What somebody knows of it by hand.
  package var byHand: KnownByHand
  /// What the vendor's API answered, in the order of asking.
  package var answers: [VendorAnswer] = []
  /// Why the vendor's API could not be asked, in a sentence.
  package var failure: String?
}

/// What somebody knows of a webhook that it does not say.
package struct KnownByHand: Hashable, Sendable {
  /// The offer.
  package var offerID: OfferID?
  /// The offer's external reference.
  package var offerReference: String?
  /// The person's e-mail address.
  package var email: EmailAddress?

  package init(offerID: OfferID? = nil, offerReference: String? = nil, email: EmailAddress? = nil) {
    self.offerID = offerID
    self.offerReference = offerReference
    self.email = email
  }

  /// The offer, where somebody named one.
  var offer: StatedOffer? {
    offerID == nil && offerReference == nil
      ? nil : StatedOffer(offerId: offerID?.description, offerReference: offerReference)
  }
}
