import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Runs a command handler on a batch.
final class CommandBatch<Handler: CommandHandler>: TypedBatch {
  private let handler: Handler
  private var decoded = DecodedMessages<Handler.Payload>(type: Handler.Payload.messageType)

  init(_ handler: Handler) {
    self.handler = handler
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
        do {
          let result = try handler.decide(message, on: &state, emitting: &emission)
          decisions.append((position, .accepted(try replies.accepted(result, to: identity, now: emission.now))))
        } catch let problem as Problem {
          decisions.append((position, .refused(problem)))
        }
      }
      transaction.enqueue(handler.save(state))
      emission.mayMakeWorkDue = true
    }
    return decisions
  }
}
