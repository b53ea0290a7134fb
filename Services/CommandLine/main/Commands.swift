import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt commands`.
struct Commands: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the commands of the contract, by routing key.",
    discussion: """
      Of one service, with the fields of each command, those of its result, and the codes that it may be refused with; a
      field with ? may be left out.

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
      try StandardStream.output.write(
        lines: [description.type.routingKey] + Self.table(description.lines)
          + ["  answers"] + Self.table(description.resultLines, under: "  ")
          + ["  refused with  \(description.refusals.map { "\($0)" }.joined(separator: ", "))"])
    }
  }

  private static func table(_ lines: [(name: String, noun: String)], under indent: String = "") -> [String] {
    var table = TextTable([])
    for line in lines { table.add([line.name, line.noun]) }
    return table.lines.map { "  \(indent)\($0)" }
  }
}
