import FoundationEssentials
public import MessageHandling
public import Messages
import PostgreSQLClient
import Vocabulary

/// A command that may wait for a second person, with the handler that decides it once it is confirmed.
public struct Confirmable: Sendable {
  /// Its routing key.
  let command: String
  /// Loads what the handler needs for the commands behind some decisions.
  let load: @Sendable ([DecisionID: ConfirmedData], Transaction) async throws -> any ConfirmedCommands

  /// A command by its handler.
  public init<Inner: CommandHandler>(_ inner: Inner) where Inner.Payload: ConfirmableDecision {
    command = Inner.Payload.messageType.routingKey
    load = { data, transaction in
      let messages = try data.mapValues { try $0.message(of: Inner.Payload.self) }
      let ordered = messages.sorted { $0.key < $1.key }.map(\.value)
      return CommandsOf(
        inner: inner, messages: messages, state: try await inner.load(ordered, in: transaction))
    }
  }
}

/// The data of a command that waited, with the envelope of its confirmation.
struct ConfirmedData: Sendable {
  private let data: PostgreSQLJSON
  private let source: String
  private let id: EnvelopeID
  private let correlationID: String
  private let time: Timestamp?
  private let traceParent: String?
  private let traceState: String?
  private let actor: String?
  private let receivedAt: Timestamp

  init(_ data: PostgreSQLJSON, in confirmation: Incoming<some MessagePayload>) {
    self.data = data
    source = confirmation.event.source
    id = confirmation.event.envelopeID
    correlationID = confirmation.correlationID
    time = confirmation.event.time
    traceParent = confirmation.event.traceParent
    traceState = confirmation.event.traceState
    actor = confirmation.event.actor
    receivedAt = confirmation.receivedAt
  }

  /// The command as it is decided now: what was asked for, in the story of its confirmation.
  func message<Payload: MessagePayload>(of type: Payload.Type) throws -> Incoming<Payload> {
    let payload = try MessageCoder().decode(payload: type, from: Data(data.bytes))
    var event = CloudEvent(
      source: source, type: type.messageType.description, time: time,
      dataSchema: type.messageType.dataSchema,
      correlationID: correlationID, traceParent: traceParent, traceState: traceState, actor: actor,
      data: payload)
    event.envelopeID = id
    return Incoming(event: event, receivedAt: receivedAt)
  }
}

/// Commands of one kind that are confirmed in one batch.
protocol ConfirmedCommands: Sendable {
  /// Decides the command behind a decision; its own answer as JSON.
  mutating func decide(_ id: DecisionID, emitting emission: inout Emission) throws(Problem)
    -> JSONObject

  /// What makes the decisions true.
  var statements: [Statement] { get }
}

private struct CommandsOf<Inner: CommandHandler>: ConfirmedCommands {
  let inner: Inner
  let messages: [DecisionID: Incoming<Inner.Payload>]
  var state: Inner.State

  mutating func decide(_ id: DecisionID, emitting emission: inout Emission) throws(Problem)
    -> JSONObject
  {
    guard let message = messages[id] else { throw Problem(.internalError) }
    let result = try inner.decide(message, on: &state, emitting: &emission)
    guard let body = try? MessageCoder().encode(payload: result),
      let object = try? JSONDecoder().decode(JSONObject.self, from: body)
    else { throw Problem(.internalError) }
    return object
  }

  var statements: [Statement] { inner.save(state) }
}
