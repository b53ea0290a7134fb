import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff that finance could not pay an instruction (W6).
package struct PayoutFailedHandler: NotificationHandler {
  package typealias Payload = PayoutFailed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PayoutFailed>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffPayoutFailed, details: try EventFields(fieldsOf: event), wishes: event.beneficiary.named,
        place: .after(payout: event.payoutId))
    ]
  }
}
