import FoundationEssentials
public import MessageHandling
public import Messages
public import PostgreSQLClient
import Vocabulary

/// Puts in force what waited for a second person (A2).
public struct ConfirmDecisionHandler<Owner: TrailOwner>: CommandHandler {
  /// The decisions that are named, and what the commands that wait behind them need.
  public struct State: Sendable {
    fileprivate var decisions: [DecisionID: DecisionStatements.Held]
    fileprivate var commands: [String: any ConfirmedCommands]
    fileprivate var confirmed: [DecisionStatements.Held] = []
  }

  private let statements = DecisionStatements(of: Owner.service)
  private let confirmable: [String: Confirmable]

  /// A handler for commands that may wait, each with what decides it.
  public init(_ confirmable: Confirmable...) {
    self.confirmable = Dictionary(uniqueKeysWithValues: confirmable.map { ($0.command, $0) })
  }

  /// Locks the decisions, then loads what each kind of command needs.
  public func load(
    _ messages: [Incoming<ConfirmDecision<Owner>>], in transaction: Transaction
  ) async throws -> State {
    let rows = try await transaction.query(
      statements.lock(Set(messages.map(\.data.decisionId)).sorted()))
    let held = try rows.map(DecisionStatements.held)
    let decisions = Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0) })
    var waiting: [String: [DecisionID: (data: PostgreSQLJSON, envelope: Incoming<ConfirmDecision<Owner>>)]] =
      [:]
    for message in messages {
      guard let decision = decisions[message.data.decisionId],
        decision.state(at: message.receivedAt) == .waiting
      else { continue }
      waiting[decision.command, default: [:]][decision.id] = (decision.data, message)
    }
    var commands: [String: any ConfirmedCommands] = [:]
    // In the order of their names: whoever takes locks of several kinds takes them in one order.
    for (command, decisions) in waiting.sorted(by: { $0.key < $1.key }) {
      let asked = decisions.mapValues { ConfirmedData($0.data, in: $0.envelope) }
      commands[command] = try await confirmable[command]?.load(asked, transaction)
    }
    return State(decisions: decisions, commands: commands)
  }

  /// Decides what was asked for, now that somebody else wants it too.
  public func decide(
    _ message: Incoming<ConfirmDecision<Owner>>, on state: inout State,
    emitting emission: inout Emission
  ) throws(Problem) -> ConfirmDecision<Owner>.Result {
    guard var decision = state.decisions[message.data.decisionId] else {
      throw Problem(.decisionNotFound)
    }
    switch decision.state(at: message.receivedAt) {
    case .confirmed: throw Problem(.decisionAlreadyConfirmed)
    case .expired: throw Problem(.decisionExpired)
    case .waiting: break
    }
    let actor = message.event.actor ?? ""
    guard !Self.isSame(actor, decision.askedBy) else { throw Problem(.sameActor) }
    guard
      let result = try state.commands[decision.command]?.decide(decision.id, emitting: &emission)
    else {
      throw Problem(.decisionNotFound)
    }
    decision.confirmedBy = actor
    decision.confirmedAt = message.receivedAt
    state.decisions[decision.id] = decision
    state.confirmed.append(decision)
    emission.publish(
      DecisionConfirmed<Owner>(
        decisionId: decision.id, command: decision.command, askedBy: decision.askedBy))
    return ConfirmDecision.Result(
      decisionId: decision.id, command: decision.command, result: result)
  }

  /// Whether two actors are one person, as far as their names tell: whom an eye takes for the same is nobody else.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.foldedForComparison == other.foldedForComparison
  }

  /// What one confirms may be what another, by a command of another kind, has to see: a change of a policy, and a cancellation.
  public static var takesOneAtATime: Bool { true }

  /// What the commands save, and who confirmed.
  public func save(_ state: State) -> [Statement] {
    guard !state.confirmed.isEmpty else { return [] }
    return state.commands.sorted { $0.key < $1.key }.flatMap(\.value.statements) + [
      statements.confirm(state.confirmed)
    ]
  }
}
