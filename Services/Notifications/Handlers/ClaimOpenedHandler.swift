import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of what a holder owes back (W8).
package struct ClaimOpenedHandler: NotificationHandler {
  package typealias Payload = ClaimOpened

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// Nobody else is told: to get it back is for staff, who talk to the member, the charity or the company.
  package func notices(_ message: Incoming<ClaimOpened>) throws -> [Notice] {
    [.staff(.staffClaimOpened, details: try EventFields(fieldsOf: message.data), wishes: message.data.holder.named)]
  }
}
