import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Tells staff and the member that the member rose, or fell (W7, W8), and keeps the level, by which letters tell bonuses.
package struct LevelChangedHandler: NotificationHandler {
  package typealias Payload = LevelChanged

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func record(_ messages: [Incoming<LevelChanged>]) -> [Statement] {
    [MemberLevelStatements.keep(messages.map(\.data))]
  }

  /// No notification waits for a level.
  package func mayMakeWorkDue(_ state: NotificationBatch) -> Bool { state.leavesWork }

  package func notices(_ message: Incoming<LevelChanged>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    return [
      .staff(.staffLevelChanged, details: details, wishes: [.memberName(event.memberId)]),
      .member(.memberLevelChanged, to: event.memberId, details: details),
    ]
  }
}
