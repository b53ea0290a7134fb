public import Messages
public import PostgreSQLClient

/// Handles one kind of event in batches: load, decide, save.
///
/// The runtime has already dropped what this service handled before. Events come in the order of the queue within one
/// type, but no order holds between types, nor after a crash: a handler's result must not depend on it.
public protocol EventHandler: Sendable {
  /// The event.
  associatedtype Payload: EventPayload
  /// What deciding a batch needs, and what the decisions change.
  associatedtype State: Sendable

  /// Reads what the whole batch needs, in a constant number of set-based statements; locks in sorted order.
  func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws -> State

  /// Decides one message on the state, in pure code, and emits what follows from it.
  ///
  /// A thrown problem makes the message a dead letter with that code.
  func decide(_ message: Incoming<Payload>, on state: inout State, emitting emission: inout Emission) throws(Problem)

  /// The set-based statements that make the batch's decisions true.
  func save(_ state: State) -> [Statement]

  /// Whether what is saved may have made scheduled work due, which then looks for it once the batch is committed.
  ///
  /// True unless a handler knows better: work that is not woken comes by only after the runtime's interval.
  func mayMakeWorkDue(_ state: State) -> Bool

  /// What handling one of the events reaches that handling another message may reach as well.
  static var reach: MessageReach { get }
}

extension EventHandler {
  /// Whatever is saved may have.
  public func mayMakeWorkDue(_ state: State) -> Bool { true }

  /// Anything, unless a handler knows better: its batches follow one another.
  public static var reach: MessageReach { .lane }
}
