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
  /// The rules.
  package let handler: Handler

  /// Handles an event.
  public static func event<EventRules: EventHandler>(_ handler: EventRules) -> Handling {
    event(handler, as: EventRules.Payload.messageType)
  }

  /// Handles an event that several services emit, each under a type of its own.
  public static func event(_ handler: some EventHandler, as type: MessageType) -> Handling {
    Handling(type: type, kind: .event, handler: .event(handler))
  }

  /// Handles a command.
  public static func command<CommandRules: CommandHandler>(_ handler: CommandRules) -> Handling {
    Handling(type: CommandRules.Payload.messageType, kind: .command, handler: .command(handler))
  }

  /// Handles a report of another system.
  public static func report<ReportRules: CommandHandler>(_ handler: ReportRules) -> Handling
  where ReportRules.Payload: ReportPayload {
    Handling(type: ReportRules.Payload.messageType, kind: .report, handler: .command(handler))
  }
}
