public import AMQPClient
public import FoundationEssentials
import Vocabulary

/// A message that a committed transaction owes to the world.
public struct OutboxMessage: Sendable {
  /// Names it among what is owed; for an event it is the message's own id.
  public let id: UUID
  /// The message.
  public let message: OutgoingMessage
  /// How many events it holds.
  package let eventCount: Int

  /// A message under its id.
  public init(id: UUID, message: OutgoingMessage) {
    self.init(id: id, message: message, eventCount: 1)
  }

  init(id: UUID, message: OutgoingMessage, eventCount: Int) {
    self.id = id
    self.message = message
    self.eventCount = eventCount
  }
}

/// What one transaction owes, as one row of the outbox keeps it.
package struct OutboxRow: Sendable {
  let id: UUID
  let messages: [OutboxMessage]

  package init(id: UUID = .version7(), _ messages: [OutboxMessage]) {
    self.id = id
    self.messages = messages
  }
}
