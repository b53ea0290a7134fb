import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff that a holder need not give a claim back, since as much is owed to the holder (H1, W8).
package struct ClaimSetOffHandler: NotificationHandler {
  package typealias Payload = ClaimSetOff

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<ClaimSetOff>) throws -> [Notice] {
    [.staff(.staffClaimSetOff, details: try EventFields(fieldsOf: message.data), wishes: message.data.holder.named)]
  }
}
