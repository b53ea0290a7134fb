import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Runs an event handler on a batch.
final class EventBatch<Handler: EventHandler>: TypedBatch {
  private let handler: Handler
  private var decoded: DecodedMessages<Handler.Payload>

  init(_ handler: Handler, type: MessageType) {
    self.handler = handler
    self.decoded = DecodedMessages(type: type)
  }

  func append(_ message: Envelope, at position: Int, receivedAt: Timestamp) throws -> MessageIdentity {
    try decoded.append(message, at: position, receivedAt: receivedAt)
  }

  func handle(
    _ positions: Set<Int>, in transaction: Transaction, replies: ReplyFactory, emitting emission: inout Emission
  ) async throws -> [(position: Int, decision: Decision)] {
    var decisions: [(Int, Decision)] = []
    for round in decoded.rounds(positions) {
      var state = try await handler.load(round.map(\.message), in: transaction)
      for (position, message, identity) in round {
        emission.follow(identity.cause, rank: position)
        do throws(Problem) {
          try handler.decide(message, on: &state, emitting: &emission)
          decisions.append((position, .handled))
        } catch {
          decisions.append((position, .refused(error)))
        }
      }
      transaction.enqueue(handler.save(state))
      if handler.mayMakeWorkDue(state) { emission.mayMakeWorkDue = true }
    }
    return decisions
  }
}
