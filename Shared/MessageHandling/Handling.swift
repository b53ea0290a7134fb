public import Messages

/// A handler as a service lists it: what it handles, and by which rules.
public struct Handling: Sendable {
  /// What is decided by whom; how a batch of it runs is the runtime's.
  package enum Handler: Sendable {
    case event(any EventHandler)
    case command(any CommandHandler)
  }

  /// The messages that it is for.
  package let type: MessageType
  /// The queue that they come by.
  package let kind: MessageKind
  /// The key that they are published under.
  package let routingKey: String
  /// The rules.
  package let handler: Handler

  /// Whether its messages are questions: commands that change nothing.
  package var isQuestion: Bool {
    if case .command(let handler) = handler { Swift.type(of: handler).changesNothing } else { false }
  }

  /// What handling one of its messages reaches that handling another may reach as well; what commands do is for one at a time.
  package var reach: MessageReach {
    if case .event(let handler) = handler { Swift.type(of: handler).reach } else { .lane }
  }

  /// Handles an event.
  public static func event<EventRules: EventHandler>(_ handler: EventRules) -> Handling {
    event(handler, as: EventRules.Payload.messageType)
  }

  /// Handles an event that several services emit, each under a type of its own.
  public static func event(_ handler: some EventHandler, as type: MessageType) -> Handling {
    Handling(type: type, kind: .event, routingKey: type.routingKey, handler: .event(handler))
  }

  /// Handles a command.
  public static func command<CommandRules: CommandHandler>(_ handler: CommandRules) -> Handling {
    let type = CommandRules.Payload.messageType
    return Handling(type: type, kind: .command, routingKey: type.routingKey, handler: .command(handler))
  }

  /// Handles a report of another system.
  public static func report<ReportRules: CommandHandler>(_ handler: ReportRules) -> Handling
  where ReportRules.Payload: ReportPayload {
    Handling(
      type: ReportRules.Payload.messageType, kind: .report, routingKey: ReportRules.Payload.routingKey,
      handler: .command(handler))
  }
}
