import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Notes who left, so that nobody who did is solicited (M5); tells staff.
package struct TellOfMemberLeft: NotificationHandler {
  package typealias Payload = MemberLeft

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<MemberLeft>]) -> Lesson {
    Lesson(
      statements: [MemberStatements.keepLeft(messages.map { ($0.data.memberId, $0.data.leftAt ?? $0.receivedAt) })],
      keys: messages.map { FactKey(.member, $0.data.memberId.rawValue) })
  }

  package func notices(_ message: Incoming<MemberLeft>) throws -> [Notice] {
    [try .staff(.staffMemberLeft, of: message.data)]
  }
}
