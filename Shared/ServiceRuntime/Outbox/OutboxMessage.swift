public import AMQPClient
public import FoundationEssentials

/// A message that a committed transaction owes to the world.
public struct OutboxMessage: Sendable {
  /// The outbox row; for an event it is the message's own id.
  public let id: UUID
  /// The message.
  public let message: OutgoingMessage

  /// A message with its row.
  public init(id: UUID, message: OutgoingMessage) {
    self.id = id
    self.message = message
  }
}
