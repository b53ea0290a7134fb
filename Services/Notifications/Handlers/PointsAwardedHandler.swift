import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of points; a daily visit is no step that anybody waits to hear of (N1, W7).
package struct PointsAwardedHandler: NotificationHandler {
  package typealias Payload = PointsAwarded

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<PointsAwarded>) throws -> [Notice] {
    guard message.data.rule != .dailyVisit else { return [] }
    return [.staff(.staffPointsAwarded, details: try JSONObject(fieldsOf: message.data))]
  }
}
