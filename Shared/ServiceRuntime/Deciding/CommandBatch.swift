import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Runs a command handler on a batch.
final class CommandBatch<Handler: CommandHandler>: TypedBatch {
  private let handler: Handler
  private let requiresActors: Bool
  private var decoded = DecodedMessages<Handler.Payload>(type: Handler.Payload.messageType)

  init(_ handler: Handler, requiresActors: Bool) {
    self.handler = handler
    self.requiresActors = requiresActors
  }

  func append(_ message: Envelope, at position: Int, receivedAt: Timestamp) throws -> MessageIdentity {
    try decoded.append(message, at: position, receivedAt: receivedAt) { [requiresActors] command throws(Problem) in
      // Before anybody looks at what it is about: whoever does not say who decides learns nothing (A2).
      guard command.actor != nil || !requiresActors || !command.data.requiresActor else { throw .actorRequired }
    }
  }

  func handle(
    _ positions: Set<Int>, in transaction: Transaction, replies: ReplyFactory, emitting emission: inout Emission
  ) async throws -> [(position: Int, decision: Decision)] {
    var decisions: [(Int, Decision)] = []
    for round in decoded.rounds(positions, oneAtATime: Handler.takesOneAtATime) {
      var state = try await handler.load(round.map(\.message), in: transaction)
      for (position, message, identity) in round {
        emission.follow(identity.cause, rank: position)
        do {
          let result = try handler.decide(message, on: &state, emitting: &emission)
          let reply = try replies.accepted(result, to: identity, now: emission.now)
          let record = message.event.actor == nil ? nil : message.data.decision(result)
          decisions.append((position, .accepted(reply, record)))
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

extension Problem {
  /// Nobody is named where somebody decides by hand (A2).
  fileprivate static var actorRequired: Problem {
    Problem(
      .actorRequired,
      detail: "Say who decides: the envelope's attribute actor, 1 to 128 characters, as your own directory knows them.")
  }
}
