import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a hire that nobody could be matched to (H2).
package struct HireUnattributedHandler: NotificationHandler {
  package typealias Payload = HireUnattributed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireUnattributed>) throws -> [Notice] {
    [.staff(.staffHireUnattributed, details: try JSONObject(fieldsOf: message.data))]
  }
}
