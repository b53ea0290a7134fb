import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a hire that nobody could be matched to, with what was reported of it (H2).
///
/// The particulars come with an event of their own; from before they did, it is told without them a minute late.
package struct HireUnattributedHandler: NotificationHandler {
  package typealias Payload = HireUnattributed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireUnattributed>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffHireUnattributed, details: try EventFields(fieldsOf: event), wishes: [.particulars(of: event.hireId)],
        place: .withParticulars(of: event.hireId))
    ]
  }
}
