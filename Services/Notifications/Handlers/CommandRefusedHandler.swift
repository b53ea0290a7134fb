import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a command that a service refused while nobody waited for the answer.
package struct CommandRefusedHandler: NotificationHandler {
  package typealias Payload = CommandRefused

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CommandRefused>) throws -> [Notice] {
    [.staff(.staffCommandRefused, details: try EventFields(fieldsOf: message.data))]
  }
}
