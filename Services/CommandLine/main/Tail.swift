import AMQPClient
import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Logging
import UnixSignals

/// `coopt tail`.
struct Tail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show notifications, live or replayed from any point in the past.",
    discussion: """
      Patterns are those of AMQP topics: words between dots, * for any one word, # for any number of them. Live, \
      standard error says 'listening' when nothing is missed from then on. A line is time, routing key and subject; \
      with --json it is an object with routingKey, offset (replayed), publisher (the login that the broker vouches for) and \
      event, the CloudEvents envelope. What another than the service of notifications published is marked.

      --from takes beginning, last (some of the newest, at least the last), next, an offset, an RFC 3339 time, or how \
      long ago (90s, 15m, 2h, 7d). It reads the stream, which keeps a year.

      Examples:
        coopt tail 'staff.#'
        coopt tail 'member.*.reward-granted' --from 2h
        coopt tail --from beginning --until-idle 2 --json | jq .event.data.name

      SIGINT, SIGTERM and a closed pipe end it with exit status 0. Else: 64 usage, 69 broker unavailable, 78 an \
      address is missing. A connection that is lost later is made again, which standard error tells of.
      """
  )

  @Argument(help: ArgumentHelp("Topics to listen to; all of them unless given.", valueName: "pattern"))
  var patterns: [String] = []

  @Option(
    help: ArgumentHelp("Where to begin in the stream; live unless given.", valueName: "place"),
    completion: .list(["beginning", "last", "next"]))
  var from: String?

  @Option(help: ArgumentHelp("End after so many messages.", valueName: "number"))
  var count: Int?

  @Option(help: ArgumentHelp("End when nothing has come for so long.", valueName: "seconds"))
  var untilIdle: Double?

  @Flag(help: "One JSON document a line.")
  var json = false

  @OptionGroup var broker: BrokerOptions

  func validate() throws { try Self.validate(count: count, untilIdle: untilIdle) }

  /// What ends a tail makes sense.
  static func validate(count: Int?, untilIdle: Double?) throws {
    guard count ?? 1 > 0 else { throw ValidationError("--count takes a number from 1") }
    guard let untilIdle else { return }
    guard untilIdle > 0, untilIdle.isFinite, untilIdle <= 86_400 else {
      throw ValidationError("--until-idle takes a number of seconds above 0, a day at most")
    }
  }

  func run() async throws {
    let patterns = try patterns.isEmpty ? [TopicPattern.everything] : patterns.map { try TopicPattern($0) }
    let tail = NotificationTail(
      try broker.configuration(), patterns: patterns, start: try from.map { try StreamStart($0) },
      limits: NotificationTail.Limits(count: count, idle: untilIdle.map { .seconds($0) }),
      logger: Logger(label: "coopt") { _ in ComplaintLog() })
    try await tail.following { try await show($0) }
  }

  private func show(_ tail: NotificationTail) async throws {
    var tail = tail
    try await tail.run {
      if from == nil { try StandardStream.error.write("listening\n") }
    } _: { messages in
      try StandardStream.output.write(
        lines: try messages.map { json ? try JSONLine.text($0.document) : $0.line })
    }
  }
}

extension NotificationTail {
  /// Runs the body until it ends, or a signal or whoever reads the output ends it.
  func following(_ body: (NotificationTail) async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      defer { tasks.cancelAll() }
      tasks.addTask { for await _ in signals { await finish() } }
      tasks.addTask {
        await PipeReader().closed()
        await finish()
      }
      try await body(self)
    }
  }
}
