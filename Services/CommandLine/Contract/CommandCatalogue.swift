import Messages

/// The commands of the contract by service and name.
package struct CommandCatalogue: Sendable {
  /// All commands, service by service.
  package let commands: [CommandDescription]

  /// The catalogue of some payloads; of all commands of the contract unless said otherwise.
  package init(_ payloads: [any CommandPayload.Type] = Contract.commands) {
    commands = payloads.map(CommandDescription.init)
  }

  /// The services that take commands, in the contract's order.
  package var services: [String] {
    commands.map(\.type.service).reduce(into: []) { services, service in
      if services.last != service { services.append(service) }
    }
  }

  /// The commands of one service; throws a failure that names near services.
  package func commands(of service: String) throws(CommandFailure) -> [CommandDescription] {
    let found = commands.filter { $0.type.service == service }
    guard found.isEmpty else { return found }
    throw CommandFailure(.usage, "there is no service '\(service)' that takes commands; \(hint(service, services))")
  }

  /// The command of a service; throws a failure that names near ones.
  package func command(_ name: String, of service: String) throws(CommandFailure) -> CommandDescription {
    if let found = commands.first(where: { $0.type.service == service && $0.type.name == name }) { return found }
    if service.contains("."), let key = commands.first(where: { $0.type.routingKey == service }) {
      throw CommandFailure(
        .usage, "'\(service)' is a routing key: write 'coopt send \(key.type.service) \(key.type.name)'")
    }
    let ofService = try commands(of: service)
    if let other = commands.first(where: { $0.type.name == name }) {
      throw CommandFailure(
        .usage, "\(service) has no such command; you may mean 'coopt send \(other.type.service) \(name)'")
    }
    throw CommandFailure(
      .usage, "there is no command '\(name)' of \(service); \(hint(name, ofService.map(\.type.name)))")
  }

  private func hint(_ word: String, _ known: [String]) -> String {
    let near = nearest(to: word, among: known)
    return near.isEmpty
      ? "there are: \(known.joined(separator: ", "))" : "did you mean \(near.joined(separator: " or "))?"
  }
}
