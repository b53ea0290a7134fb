import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt commands`.
struct Commands: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the commands of the contract, by routing key.",
    discussion: """
      Of one service, with the fields of each command; a field with ? may be left out.

      Examples:
        coopt commands
        coopt commands offers
      """
  )

  @Argument(help: "The service; all of them unless given.", completion: .list(CommandCatalogue().services))
  var service: String?

  func run() throws {
    let catalogue = CommandCatalogue()
    guard let service else {
      return try StandardStream.output.write(lines: catalogue.commands.map(\.type.routingKey))
    }
    for description in try catalogue.commands(of: service) {
      var table = TextTable([])
      for line in description.lines { table.add([line.name, line.noun]) }
      try StandardStream.output.write(lines: [description.type.routingKey] + table.lines.map { "  \($0)" })
    }
  }
}
