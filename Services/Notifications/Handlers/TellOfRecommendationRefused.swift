import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Tells staff and the member why a recommendation was refused (R8).
package struct TellOfRecommendationRefused: NotificationHandler {
  package typealias Payload = RecommendationRefused

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// The offer is no need: it may be unknown for ever, which may be the very reason.
  package func notices(_ message: Incoming<RecommendationRefused>) throws -> [Notice] {
    let event = message.data
    let offer = Need.offer(event.offerId)
    return [
      try .staff(.staffRecommendationRefused, of: event, wishes: [offer]),
      .member(
        .memberRecommendationRefused, to: event.memberId, wishes: [offer], details: try JSONObject(fieldsOf: event)),
    ]
  }
}
