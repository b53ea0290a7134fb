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
    let member = message.data.memberId
    let details = try EventFields(fieldsOf: message.data)
    let staff = Notice.staff(.staffPointsAwarded, details: details, wishes: [.memberName(member)])
    // A line in the letter on what earned them.
    return composer.isMailing ? [staff, .member(.memberPointsAwarded, to: member, details: details)] : [staff]
  }
}
