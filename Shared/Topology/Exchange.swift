/// The exchanges of vhost `coopt`, all durable (contract, Exchanges).
public enum Exchange: String, CaseIterable, Sendable {
  /// Requests to one service, which the routing key's first word names.
  case commands = "coopt.commands"
  /// Reports of other systems: ATS, HRIS, finance.
  case integration = "coopt.integration"
  /// What services tell each other.
  case events = "coopt.events"
  /// What people and their tools are told.
  case notifications = "coopt.notifications"
  /// What could not be handled, for operators.
  case deadLetters = "coopt.dead-letters"
  /// What nobody has bound: the alternate exchange of the others.
  case unroutable = "coopt.unroutable"
  /// Dead letters on their way back to the one queue that refused them, which the routing key names; operators alone
  /// write it, and the console for them.
  case replay = "coopt.replay"

  /// How the broker routes: `topic`, `fanout` for what nobody has bound, `direct` to one queue.
  public var kind: String {
    switch self {
    case .unroutable: "fanout"
    case .replay: "direct"
    case .commands, .integration, .events, .notifications, .deadLetters: "topic"
    }
  }
}
