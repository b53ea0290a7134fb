import MessageHandling
import Messages
import NotificationsDomain
import Vocabulary

/// Tells staff that a second person agreed (A2).
package struct DecisionConfirmedHandler<Owner: TrailOwner>: NotificationHandler {
  package typealias Payload = DecisionConfirmed<Owner>

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<DecisionConfirmed<Owner>>) throws -> [Notice] {
    [.staff(.staffDecisionConfirmed, details: try EventFields(fieldsOf: message.data))]
  }
}
