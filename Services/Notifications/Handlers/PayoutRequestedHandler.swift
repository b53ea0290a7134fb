import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and finance of money to be paid (W6), and a charity of a donation to come (W3).
package struct PayoutRequestedHandler: NotificationHandler {
  package typealias Payload = PayoutRequested

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PayoutRequested>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    var notices = [
      Notice.staff(
        .staffPayoutRequested, details: details, wishes: event.beneficiary.named,
        place: .payout(event.payoutId, of: event.rewardId))
    ]
    // A donation is announced once: that finance is asked again is for staff.
    if event.retries == nil, event.beneficiary.kind == .charity, let charity = CharityID(event.beneficiary.id) {
      notices.append(
        .charity(
          .charityDonationDue, to: charity, needs: [.donor(event.rewardId)],
          place: .payout(event.payoutId, of: event.rewardId), details: details))
    }
    return notices
  }

  package func decide(
    _ message: Incoming<PayoutRequested>, on state: inout NotificationBatch, emitting emission: inout Emission
  ) throws(Problem) {
    emission.notify(finance: FinanceNotification(message.data))
    state.tell(message.id, emitting: &emission)
  }
}
