import ArgumentParser
import CooptCommandLine
import Messages

/// How much of a list is shown, and how.
struct ListOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many at most.", valueName: "number"))
  var limit = 50

  @Option(help: ArgumentHelp("How long to wait for each page.", valueName: "seconds"))
  var timeout = 30.0

  @Flag(help: "Print one JSON document a line.")
  var json = false

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes a number from 1") }
    guard timeout > 0, timeout.isFinite, timeout <= 86_400 else {
      throw ValidationError("--timeout takes a number of seconds above 0, a day at most")
    }
  }

  /// Asks over a sender, and shows the things as documents or, by `lines`, for people.
  func show<Question: ListQuestion>(
    _ question: Question.Type, asking fields: JSONObject, over sender: CommandSender,
    lines: ([Question.Item]) -> [String]
  ) async throws {
    let pages = ListPages(question, asking: fields, limit: limit)
    let items: [Question.Item]
    do {
      items = try await sender.conversing { conversation in
        try await pages.items { try await conversation.reply(to: $0) }
      }
    } catch let refusal as CommandRefusal {
      return try refusal.reply.show(asJSON: json)
    }
    try StandardStream.output.write(lines: json ? try items.map { try JSONLine.text($0) } : lines(items))
  }
}
