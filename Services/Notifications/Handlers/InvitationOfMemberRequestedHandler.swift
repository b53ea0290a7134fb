import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells a member at their own address that somebody invited them: no code, and not who (M1).
package struct InvitationOfMemberRequestedHandler: NotificationHandler {
  package typealias Payload = InvitationOfMemberRequested

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<InvitationOfMemberRequested>) throws -> [Notice] {
    let event = message.data
    return [
      .invitee(
        .inviteeAlreadyMember, to: event.invitationId, in: event.locale, details: try EventFields(fieldsOf: event))
    ]
  }
}
