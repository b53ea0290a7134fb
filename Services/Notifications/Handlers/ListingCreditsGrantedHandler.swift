import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of listing credits.
package struct ListingCreditsGrantedHandler: NotificationHandler {
  package typealias Payload = ListingCreditsGranted

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// The company is not told: credits that come with a hire would let it guess who recommended (M8).
  package func notices(_ message: Incoming<ListingCreditsGranted>) throws -> [Notice] {
    [
      .staff(
        .staffListingCreditsGranted, details: try EventFields(fieldsOf: message.data),
        wishes: [.company(message.data.companyId)], place: .after(settlementOf: message.data.rewardId))
    ]
  }
}
