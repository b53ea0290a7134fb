import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps how to reach a member, and the name and language to write with (N4).
package struct KeepMemberContact: NotificationHandler {
  package typealias Payload = ContactChanged

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<ContactChanged>]) -> Lesson {
    Lesson(
      statements: [MemberStatements.keepContacts(messages.map(\.data))],
      keys: messages.flatMap { message in
        [FactKind.member, .memberName].map { FactKey($0, message.data.memberId.rawValue) }
      })
  }
}
