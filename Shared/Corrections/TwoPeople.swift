import FoundationEssentials
public import MessageHandling
public import Messages
public import PostgreSQLClient
import Vocabulary

/// A handler whose decisions wait for a second person where its rule says so (A2).
///
/// What waits was looked at as if it were in force, so that what cannot be is refused at once; when it is confirmed it is
/// looked at anew.
public struct TwoPeople<Owner: TrailOwner, Inner: CommandHandler>: CommandHandler
where Inner.Payload: ConfirmableDecision {
  /// What the handler loaded, and what waits from now on.
  public struct State: Sendable {
    fileprivate var inner: Inner.State
    fileprivate var asked: [DecisionStatements.Held] = []
  }

  /// How long a decision waits, in seconds: a week.
  public static var patience: Double { 7 * 86_400 }

  private let inner: Inner
  private let waits: @Sendable (Inner.Payload, Inner.State) -> Bool
  private let statements = DecisionStatements(of: Owner.service)

  /// A handler, and which of its decisions wait.
  public init(_ inner: Inner, where waits: @escaping @Sendable (Inner.Payload, Inner.State) -> Bool) {
    self.inner = inner
    self.waits = waits
  }

  /// Loads what the handler needs.
  public func load(_ messages: [Incoming<Inner.Payload>], in transaction: Transaction) async throws
    -> State
  {
    State(inner: try await inner.load(messages, in: transaction))
  }

  /// Decides, or has it wait.
  public func decide(
    _ message: Incoming<Inner.Payload>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Inner.Payload.Result {
    guard let actor = message.event.actor, waits(message.data, state.inner) else {
      return try inner.decide(message, on: &state.inner, emitting: &emission)
    }
    try rehearse(message, on: state.inner, emitting: emission)
    guard let data = try? MessageCoder().encode(payload: message.data) else {
      throw Problem(.internalError)
    }
    let held = DecisionStatements.Held(
      id: Self.id(of: message),
      command: Inner.Payload.messageType.routingKey, data: PostgreSQLJSON(data), askedBy: actor,
      askedAt: message.receivedAt, expiresAt: message.receivedAt.adding(seconds: Self.patience))
    state.asked.append(held)
    emission.publish(
      DecisionRequested<Owner>(
        decisionId: held.id, command: held.command, expiresAt: held.expiresAt))
    return .waiting(WaitingDecision(decisionID: held.id, expiresAt: held.expiresAt))
  }

  /// The same for the same command, whenever it is handled: books that are rebuilt find it by what confirms it.
  private static func id(of message: Incoming<Inner.Payload>) -> DecisionID {
    DecisionID(
      rawValue: EnvelopeID("decision \(message.event.source) \(message.id)").messageID.rawValue)
  }

  /// Throws what would refuse the decision if it were in force at once.
  private func rehearse(
    _ message: Incoming<Inner.Payload>, on state: Inner.State, emitting emission: Emission
  ) throws(Problem) {
    var (state, emission) = (state, emission)
    _ = try inner.decide(message, on: &state, emitting: &emission)
  }

  /// What the handler saves, and what waits.
  public func save(_ state: State) -> [Statement] {
    inner.save(state.inner) + (state.asked.isEmpty ? [] : [statements.insert(state.asked)])
  }
}
