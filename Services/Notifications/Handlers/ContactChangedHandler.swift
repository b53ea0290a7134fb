import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps how to reach a member, and the name and language to write with (N4).
package struct ContactChangedHandler: FactHandler {
  package typealias Payload = ContactChanged

  package init() {}

  package func record(_ messages: [Incoming<ContactChanged>]) -> [Statement] {
    [MemberStatements.keepContacts(messages.map(\.data))]
  }
}
