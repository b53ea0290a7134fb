import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// What deciding a message came to.
enum Decision: Sendable {
  /// An event was handled.
  case handled
  /// A command was accepted, with this answer; and what the trail keeps of it, where somebody is named who decided.
  case accepted(Reply, DecisionRecord?)
  /// A command was refused, or an event cannot be handled.
  case refused(Problem)
}

/// The messages of one type in one batch.
///
/// Lives within one task.
protocol TypedBatch: AnyObject {
  /// Decodes a message and keeps it under its position in the batch.
  ///
  /// Throws `Problem` when it breaks its schema, `UndecodableMessage` when it cannot be read at all.
  func append(_ message: Envelope, at position: Int, receivedAt: Timestamp) throws -> MessageIdentity

  /// Loads, decides and saves the messages at the given positions; their decisions by position.
  func handle(
    _ positions: Set<Int>, in transaction: Transaction, replies: ReplyFactory, emitting emission: inout Emission
  ) async throws -> [(position: Int, decision: Decision)]
}

extension Handling {
  /// An empty batch of the messages that it handles; whether it refuses decisions by hand that name nobody.
  func makeBatch(requiringActors: Bool) -> any TypedBatch {
    switch handler {
    case .event(let handler): Self.batch(handler, type: type)
    case .command(let handler): Self.batch(handler, requiringActors)
    }
  }

  private static func batch(_ handler: some EventHandler, type: MessageType) -> any TypedBatch {
    EventBatch(handler, type: type)
  }

  private static func batch(_ handler: some CommandHandler, _ requiresActors: Bool) -> any TypedBatch {
    CommandBatch(handler, requiresActors: requiresActors)
  }
}
