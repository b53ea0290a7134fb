import MessageHandling
import Messages
import NotificationsDomain
import Vocabulary

/// Tells staff that something waits for a second person (A2).
package struct DecisionRequestedHandler<Owner: TrailOwner>: NotificationHandler {
  package typealias Payload = DecisionRequested<Owner>

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<DecisionRequested<Owner>>) throws -> [Notice] {
    [.staff(.staffDecisionRequested, details: try EventFields(fieldsOf: message.data))]
  }
}
