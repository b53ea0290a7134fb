import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and finance of a payout that is not to be made (W8), and a charity of a donation that is not to come.
package struct PayoutCancelledHandler: NotificationHandler {
  package typealias Payload = PayoutCancelled

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PayoutCancelled>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.after(payout: event.payoutId)
    let staff = Notice.staff(
      .staffPayoutCancelled, details: details, wishes: event.beneficiary?.named ?? [], place: place)
    // What was paid all the same is no donation that fails to come.
    guard event.paidBy == nil, let beneficiary = event.beneficiary, beneficiary.kind == .charity,
      let charity = CharityID(beneficiary.id)
    else { return [staff] }
    return [
      staff, .charity(.charityDonationCancelled, to: charity, needs: [], place: place, details: details),
    ]
  }

  package func decide(
    _ message: Incoming<PayoutCancelled>, on state: inout NotificationBatch, emitting emission: inout Emission
  ) throws(Problem) {
    emission.notify(finance: FinanceNotification(message.data))
    state.tell(message.id, emitting: &emission)
  }
}
