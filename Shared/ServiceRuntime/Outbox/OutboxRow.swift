import FoundationEssentials
import Vocabulary

/// What one transaction owes, as one row of the outbox keeps it.
package struct OutboxRow: Sendable {
  let id: UUID
  let messages: [OutboxMessage]

  package init(id: UUID = .version7(), _ messages: [OutboxMessage]) {
    self.id = id
    self.messages = messages
  }
}
