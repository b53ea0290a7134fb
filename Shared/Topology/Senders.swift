/// Who may say what: the logins that a message of a kind counts from.
///
/// A login is what the broker vouches for: it refuses a message whose `user_id` is not the login that publishes it. What
/// says nothing of its sender counts as far as the broker's own permissions told who may publish it.
public struct Senders: Sendable {
  /// The systems that report.
  public let systems: OutsideSystems

  /// Who may say what, with these outside systems.
  public init(_ systems: OutsideSystems = .usual) {
    self.systems = systems
  }

  /// Whether a message of this routing key may come from a login.
  public func may(_ login: String, say routingKey: String, on exchange: Exchange) -> Bool {
    if login == Topology.administrator.name { return true }
    let word = routingKey.prefix { $0 != "." }
    switch exchange {
    case .events: return word == login
    case .commands: return mayCommand(login, routingKey)
    case .integration: return systems[login]?.reports.contains { $0.rawValue == word } ?? false
    case .notifications: return login == ServiceName.notifications.rawValue
    case .deadLetters, .unroutable, .replay: return false
    }
  }

  /// Whether a report that names this `sourceSystem` counts from a login; nil where the message does not say which.
  public func may(_ login: String?, reportFor sourceSystem: String) -> Bool {
    if login == Topology.administrator.name { return true }
    if let owner = systems.owner(of: sourceSystem) { return login == owner }
    guard let login else { return systems.all.contains(where: \.takesAnyOther) }
    return systems[login]?.takesAnyOther ?? false
  }

  /// The login that alone may report something where the broker does not say who did; nil where several may.
  ///
  /// Of a `sourceSystem` its owner, or whoever takes any other; of what names none the only one that reports such things.
  public func onlyReporter(of routingKey: String, for sourceSystem: String?) -> String? {
    if let sourceSystem, let owner = systems.owner(of: sourceSystem) { return owner }
    let word = routingKey.prefix { $0 != "." }
    let others = systems.all.filter { system in
      system.reports.contains { $0.rawValue == word } && (sourceSystem == nil || system.takesAnyOther)
    }
    return others.count == 1 ? others[0].login : nil
  }

  /// Whether two messages of one id and source are one login's word.
  ///
  /// An operator's is anybody's.
  public static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one == Topology.administrator.name || other == Topology.administrator.name
  }

  /// Whether an answer that a login published is a service's: by its login for answers, or by its own where it has none.
  public static func isAnswer(by login: String?, for service: ServiceName) -> Bool {
    login == Topology.replies(of: service).name || login == service.rawValue
  }

  private func mayCommand(_ login: String, _ routingKey: String) -> Bool {
    switch login {
    case Topology.staff.name, Topology.console.name: true
    case Topology.site.name: Topology.siteCommands.contains(routingKey)
    case Topology.company.name: Topology.companyCommands.contains(routingKey)
    default: systems[login].map { Topology.commands(of: $0).contains(routingKey) } ?? false
    }
  }
}

extension OutsideSystem {
  /// Whether it may name a `sourceSystem` that nobody's is.
  fileprivate var takesAnyOther: Bool { sourceSystems.contains(Self.anyOther) }
}
