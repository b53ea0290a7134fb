import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells an invited person of the invitation (M1).
package struct InvitationDeliveryRequestedHandler: NotificationHandler {
  package typealias Payload = InvitationDeliveryRequested

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<InvitationDeliveryRequested>) throws -> [Notice] {
    let event = message.data
    return [
      .invitee(
        .inviteeInvited, to: event.invitationId, in: event.locale, details: try EventFields(fieldsOf: event))
    ]
  }
}
