import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps an offer's title.
package struct KeepOffer: NotificationHandler {
  package typealias Payload = OfferPublished

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<OfferPublished>]) -> Lesson {
    Lesson(
      statements: [OfferStatements.keepOffers(messages.map(\.data))],
      keys: messages.map { FactKey(.offer, $0.data.offerId.rawValue) })
  }
}
