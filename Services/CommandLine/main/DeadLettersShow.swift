import AMQPClient
import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt dead-letters show`.
struct DeadLettersShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show why a letter lies there, and the shape of its data.",
    discussion: """
      Values are masked: fields are shown with their kinds. --reveal shows everything; who did it and why is kept.

      Examples:
        coopt dead-letters show 3f2a91c4
        coopt dead-letters show 3f2a91c4 --reveal --actor ada --reason 'ticket 4711'

      Exit status 66: no such letter.
      """
  )

  @Argument(help: "Ids of letters or messages, or how they begin.")
  var ids: [String]

  @Option(help: ArgumentHelp("Only of this service, or of the queue that refused it.", valueName: "name"))
  var queue: String?

  @Flag(help: "Show contents, too; asks for --actor and --reason.")
  var reveal = false

  @Flag(help: "Print one JSON document a line.")
  var json = false

  @OptionGroup var trailing: TrailOptions

  @OptionGroup var broker: LetterBrokerOptions

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let doer = reveal ? try trailing.doer() : nil
    let configuration = try broker.configuration()
    let filter = try LetterFilter(ids: ids, queue: queue)
    let views = try await LetterTrail.with(
      url: try database.resolved(), plainText: try ServerAddresses().plainText()
    ) { trail in
      var views: [LetterView] = []
      for queue in try LetterQueue.named(queue) {
        if try await !trail.lockToLook(at: queue) {
          try StandardStream.error.write("coopt: somebody works on \(queue): what they have in hand is not shown\n")
        }
        let all = try await LetterLook(LetterFilter()).letters(of: queue, configuration)
        for letter in all where filter.takes(letter) {
          // Written down before it is shown.
          if let doer { try await trail.write([Deed(letter, .reveal)], .done, by: doer) }
          var view = LetterView(letter, isRevealed: reveal)
          view.tell(
            try await Meanwhile.of([letter], in: trail.connection),
            laterOfSameSubject: Self.later(letter, in: all))
          views.append(view)
        }
      }
      return views
    }
    guard !views.isEmpty else {
      throw CommandFailure(.absent, "no such letter lies there, unless somebody has it in hand")
    }
    let lines = try json ? views.map { try JSONLine.text($0) } : Array(views.map(\.lines).joined(separator: [""]))
    try StandardStream.output.write(lines: lines)
  }

  /// How many letters about the same subject came after it.
  private static func later(_ letter: DeadLetter, in all: [DeadLetter]) -> Int {
    guard let subject = letter.header?.subject, let since = letter.since else { return 0 }
    return all.count { $0.id != letter.id && $0.header?.subject == subject && ($0.since ?? since) > since }
  }
}
