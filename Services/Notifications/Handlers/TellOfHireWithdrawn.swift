import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a hire that is not in force (H3).
package struct TellOfHireWithdrawn: NotificationHandler {
  package typealias Payload = HireWithdrawn

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireWithdrawn>) throws -> [Notice] {
    [.staff(.staffHireWithdrawn, details: try JSONObject(fieldsOf: message.data))]
  }
}
