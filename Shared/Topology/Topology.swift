/// What exists on the broker: the single source of exchanges, queues, bindings, users, permissions and policies.
///
/// Services never declare any of it. One step posts `definitions(passwords:)` to the broker before they start; they
/// read the names of the queues they consume from here.
public enum Topology {
  /// The virtual host that everything lives in.
  public static let virtualHost = "coopt"

  /// The stream that staff tools replay notifications from.
  public static let notificationsStream = "coopt.notifications.stream"

  /// Where messages wait that nobody has bound.
  public static let unroutableQueue = "coopt.unroutable"

  /// The queues that a service consumes: commands, events and integration where it has any, and what the broker took out
  /// of those.
  public static func queues(of service: ServiceName) -> [QueueDeclaration] {
    lanes(of: service) + [rejectedQueue(of: service)]
  }

  /// The queues that a service handles messages from; an operator can send a dead letter of each back to it alone.
  public static func lanes(of service: ServiceName) -> [QueueDeclaration] {
    [commandsQueue(of: service), eventsQueue(of: service), integrationQueue(of: service)].compactMap(\.self).map {
      QueueDeclaration(name: $0.name, kind: $0.kind, bindings: $0.bindings + [.init(.replay, $0.name)])
    }
  }

  /// Where the broker puts what expired in a service's queues or was refused there, until the service has written the
  /// reason on it.
  public static func rejectedQueue(of service: ServiceName) -> QueueDeclaration {
    QueueDeclaration(
      name: "\(service.rawValue).rejected", bindings: [.init(.deadLetters, rejectedRoutingKey(of: service))])
  }

  /// Where a service's dead letters wait for an operator; no service consumes it.
  public static func deadLettersQueue(of service: ServiceName) -> QueueDeclaration {
    QueueDeclaration(
      name: "\(service.rawValue).dead-letters",
      bindings: [.init(.deadLetters, "\(service.rawValue).#")]
    )
  }

  /// Every queue of the virtual host, in the order of its declaration.
  public static var allQueues: [QueueDeclaration] {
    ServiceName.allCases.flatMap { queues(of: $0) + [deadLettersQueue(of: $0)] } + [
      QueueDeclaration(name: unroutableQueue, bindings: [.init(.unroutable, "")]),
      QueueDeclaration(name: notificationsStream, kind: .stream, bindings: [.init(.notifications, "#")]),
    ]
  }

  /// The routing key under which the broker itself sends what a service's queues refuse to `coopt.dead-letters`.
  public static func rejectedRoutingKey(of service: ServiceName) -> String {
    "rejected.\(service.rawValue)"
  }

  /// Whether a queue must be there for what is published under this key.
  ///
  /// False for events that no service binds, such as those told for whoever may come: that nobody takes them is no fault.
  public static func isAwaited(_ routingKey: String, on exchange: String) -> Bool {
    guard exchange == Exchange.events.rawValue else { return true }
    return EventSubscriptions.all.contains(routingKey)
      || EventSubscriptions.toldByAll.contains { routingKey.hasSuffix($0) }
  }

  private static func commandsQueue(of service: ServiceName) -> QueueDeclaration {
    QueueDeclaration(name: "\(service.rawValue).commands", bindings: [.init(.commands, "\(service.rawValue).#")])
  }

  private static func eventsQueue(of service: ServiceName) -> QueueDeclaration? {
    let keys = EventSubscriptions.keys(of: service)
    guard !keys.isEmpty else { return nil }
    return QueueDeclaration(name: "\(service.rawValue).events", bindings: keys.map { .init(.events, $0) })
  }

  private static func integrationQueue(of service: ServiceName) -> QueueDeclaration? {
    let keys: [ServiceName: String] = [.recommendations: "hire.*", .rewards: "payout.*"]
    return keys[service].map {
      QueueDeclaration(name: "\(service.rawValue).integration", bindings: [.init(.integration, $0)])
    }
  }
}
