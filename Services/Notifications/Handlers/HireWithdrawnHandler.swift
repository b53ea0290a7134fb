import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a hire that is not in force (H3).
package struct HireWithdrawnHandler: NotificationHandler {
  package typealias Payload = HireWithdrawn

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireWithdrawn>) throws -> [Notice] {
    let event = message.data
    // Without a recommendation it may never have been attributed.
    let place = event.recommendationId.map { _ in StoryPlace.after(hire: event.hireId) }
    return [.staff(.staffHireWithdrawn, details: try JSONObject(fieldsOf: event), place: place)]
  }
}
