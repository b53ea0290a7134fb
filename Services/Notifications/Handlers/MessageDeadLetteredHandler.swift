import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a message that a service gave up.
package struct MessageDeadLetteredHandler: NotificationHandler {
  package typealias Payload = MessageDeadLettered

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<MessageDeadLettered>) throws -> [Notice] {
    [.staff(.staffMessageDeadLettered, details: try EventFields(fieldsOf: message.data))]
  }
}
