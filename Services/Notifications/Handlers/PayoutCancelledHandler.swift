import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and finance of a payout that is not to be made (W8).
package struct PayoutCancelledHandler: NotificationHandler {
  package typealias Payload = PayoutCancelled

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PayoutCancelled>) throws -> [Notice] {
    let details = try JSONObject(fieldsOf: message.data)
    return [.staff(.staffPayoutCancelled, details: details, place: .after(payout: message.data.payoutId))]
  }

  package func decide(
    _ message: Incoming<PayoutCancelled>, on state: inout NotificationBatch, emitting emission: inout Emission
  ) throws(Problem) {
    emission.notify(finance: FinanceNotification(message.data))
    state.tell(message.id, emitting: &emission)
  }
}
