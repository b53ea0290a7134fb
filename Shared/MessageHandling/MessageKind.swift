import Topology

/// What a queue carries; decides what its messages may expect.
package enum MessageKind: String, Sendable {
  /// From `coopt.commands`: answered.
  case command
  /// From `coopt.integration`: answered, or a dead letter when there is nobody to answer.
  case report
  /// From `coopt.events`: never answered.
  case event
  /// What the broker took out of the service's queues: it becomes a dead letter with its reason.
  case rejected

  /// What a queue carries, by the exchange it is bound to.
  package init(queue: QueueDeclaration) {
    switch queue.bindings.first?.exchange {
    case .commands: self = .command
    case .integration: self = .report
    case .deadLetters: self = .rejected
    default: self = .event
    }
  }

  /// Whether its messages are answered where they ask for it.
  package var isAnswered: Bool { self == .command || self == .report }

  /// Where messages of this kind are published.
  package var exchange: Exchange {
    switch self {
    case .command: .commands
    case .report: .integration
    case .event: .events
    case .rejected: .deadLetters
    }
  }
}
