import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff that a claim ended, or a part of it (W6).
package struct ClaimSettledHandler: NotificationHandler {
  package typealias Payload = ClaimSettled

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<ClaimSettled>) throws -> [Notice] {
    let event = message.data
    return [.staff(.staffClaimSettled, details: try EventFields(fieldsOf: event), wishes: event.holder.named)]
  }
}
