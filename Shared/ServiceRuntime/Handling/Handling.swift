import Topology
import AMQPClient
import Messages
import PostgreSQLClient
import Vocabulary

/// A handler as a service lists it: what it handles, and how a batch of it runs.
public struct Handling: Sendable {
  let type: MessageType
  let kind: MessageKind
  let makeBatch: @Sendable () -> any TypedBatch

  /// Handles an event.
  public static func event<Handler: EventHandler>(_ handler: Handler) -> Handling {
    event(handler, as: Handler.Payload.messageType)
  }

  /// Handles an event that several services emit, each under a type of its own.
  public static func event<Handler: EventHandler>(_ handler: Handler, as type: MessageType) -> Handling {
    Handling(type: type, kind: .event) { EventBatch(handler, type: type) }
  }

  /// Handles a command.
  public static func command<Handler: CommandHandler>(_ handler: Handler) -> Handling {
    Handling(type: Handler.Payload.messageType, kind: .command) { CommandBatch(handler) }
  }

  /// Handles a report of another system.
  public static func report<Handler: CommandHandler>(_ handler: Handler) -> Handling
  where Handler.Payload: ReportPayload {
    Handling(type: Handler.Payload.messageType, kind: .report) { CommandBatch(handler) }
  }
}

/// What a queue carries; decides what its messages may expect.
enum MessageKind: String, Sendable {
  /// From `coopt.commands`: answered.
  case command
  /// From `coopt.integration`: answered, or a dead letter when there is nobody to answer.
  case report
  /// From `coopt.events`: never answered.
  case event

  /// Where messages of this kind are published.
  var exchange: Exchange {
    switch self {
    case .command: .commands
    case .report: .integration
    case .event: .events
    }
  }
}

/// What deciding a message came to.
enum Decision: Sendable {
  /// An event was handled.
  case handled
  /// A command was accepted, with this answer.
  case accepted(Reply)
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

/// A handler's messages, decoded.
private struct DecodedMessages<Payload: MessagePayload> {
  let type: MessageType
  typealias Element = (position: Int, message: Incoming<Payload>, identity: MessageIdentity)

  private(set) var all: [Element] = []

  /// The messages at some positions, in rounds within which no id comes twice.
  ///
  /// Ids are unique with their source only, and sources are others' to choose; a handler may tell the messages of a batch
  /// apart by their ids all the same. There is one round, but for such twins.
  func rounds(_ positions: Set<Int>) -> [[Element]] {
    var occurrences: [MessageID: Int] = [:]
    var rounds: [[Element]] = []
    for element in all where positions.contains(element.position) {
      let round = occurrences[element.message.id, default: 0]
      occurrences[element.message.id] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(element)
    }
    return rounds
  }

  mutating func append(_ envelope: Envelope, at position: Int, receivedAt: Timestamp) throws -> MessageIdentity {
    let event = try envelope.decode(Payload.self, type: type)
    let identity = MessageIdentity(
      key: InboxKey(messageID: event.id, source: event.source), type: event.type,
      correlationID: event.correlationID, traceParent: event.traceParent)
    all.append((position, Incoming(event: event, receivedAt: receivedAt), identity))
    return identity
  }
}

/// Runs an event handler on a batch.
private final class EventBatch<Handler: EventHandler>: TypedBatch {
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
        emission.follow(identity.cause)
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

/// Runs a command handler on a batch.
private final class CommandBatch<Handler: CommandHandler>: TypedBatch {
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
        emission.follow(identity.cause)
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
