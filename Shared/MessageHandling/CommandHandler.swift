public import Messages
public import PostgreSQLClient

/// Handles one kind of command or report in batches: load, decide, save.
///
/// What is said of `EventHandler` holds here too. What `decide` returns or throws is the reply, stored with the inbox,
/// so that the same command again gets the same answer and no second effect.
public protocol CommandHandler: Sendable {
  /// The command, or the report of another system.
  associatedtype Payload: CommandPayload
  /// What deciding a batch needs, and what the decisions change.
  associatedtype State: Sendable

  /// Reads what the whole batch needs, in a constant number of set-based statements; locks in sorted order.
  func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws -> State

  /// Decides one message on the state, in pure code, and emits what follows from it.
  ///
  /// A thrown problem is the refusal. What was emitted, and changed in the state, before the throw stands: a refusal
  /// may have consequences of its own, such as telling staff.
  func decide(
    _ message: Incoming<Payload>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Payload.Result

  /// The set-based statements that make the batch's decisions true.
  func save(_ state: State) -> [Statement]

  /// Whether it only answers: such a command is neither remembered nor its answer kept; asked again, it answers anew.
  static var changesNothing: Bool { get }

  /// Whether each message is loaded, decided and saved before the next is loaded: where a decision may change what another of
  /// the same batch has to see, by other statements than the handler's own.
  static var takesOneAtATime: Bool { get }
}

extension CommandHandler {
  /// Commands change something, unless a handler says otherwise.
  public static var changesNothing: Bool { false }

  /// A batch is decided as a whole, unless a handler says otherwise.
  public static var takesOneAtATime: Bool { false }
}
