import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member why a recommendation was refused (R8, R10).
package struct RecommendationRefusedHandler: NotificationHandler {
  package typealias Payload = RecommendationRefused

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// The offer is no need: it may be unknown for ever, which may be the very reason.
  package func notices(_ message: Incoming<RecommendationRefused>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let offer = Need.offer(event.offerId)
    let staff = Notice.staff(
      .staffRecommendationRefused, details: details, wishes: [offer, .memberName(event.memberId)])
    // Who is no member, or left, has no topic to be told on: a notification to them would wait for ever.
    guard event.code != .memberNotActive else { return [staff] }
    // That an offer is not open is told only of one that was heard of (R10).
    let needs: [Need] = event.code == .offerNotOpen ? [.knownOffer(event.offerId)] : []
    return [
      staff,
      .member(
        .memberRecommendationRefused, to: event.memberId, needs: needs, wishes: [offer], details: details),
    ]
  }
}
