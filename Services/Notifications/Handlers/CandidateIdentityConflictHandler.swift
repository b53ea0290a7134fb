import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff that one recommendation matched several candidates (R4).
package struct CandidateIdentityConflictHandler: NotificationHandler {
  package typealias Payload = CandidateIdentityConflict

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateIdentityConflict>) throws -> [Notice] {
    [.staff(.staffCandidateIdentityConflict, details: try EventFields(fieldsOf: message.data))]
  }
}
