import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff that two active members have one address (R4, M1).
package struct MemberIdentityConflictHandler: NotificationHandler {
  package typealias Payload = MemberIdentityConflict

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<MemberIdentityConflict>) throws -> [Notice] {
    [.staff(.staffMemberIdentityConflict, details: try EventFields(fieldsOf: message.data))]
  }
}
