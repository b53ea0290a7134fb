import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Notes who left, so that nobody who did is solicited (M5); tells staff.
package struct MemberLeftHandler: NotificationHandler {
  package typealias Payload = MemberLeft

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func record(_ messages: [Incoming<MemberLeft>]) -> [Statement] {
    [MemberStatements.keepLeft(messages.map { ($0.data.memberId, $0.data.leftAt ?? $0.receivedAt) })]
  }

  package func notices(_ message: Incoming<MemberLeft>) throws -> [Notice] {
    [
      .staff(
        .staffMemberLeft, details: try EventFields(fieldsOf: message.data), wishes: [.memberName(message.data.memberId)]
      )
    ]
  }
}
