import AMQPClient
import ArgumentParser
import CooptCommandLine
import Logging
import UnixSignals

/// `coopt payouts listen`.
struct PayoutsListen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: "Show instructions to pay, and what is not to be paid any more, as JSON lines.",
    discussion: """
      A line is an object with routingKey (finance.payout-requested, finance.payout-cancelled), publisher and event, the \
      CloudEvents envelope. What the broker does not vouch for as the platform's word is not shown: nobody is paid for it. \
      Standard error says 'listening' when nothing is missed from then on. With --queue instructions wait between two \
      calls in a queue that lasts; a line may come twice where a call is killed.

      Examples:
        coopt payouts listen | jq -c .event.data
        coopt payouts listen --queue finance.coopt.payouts --until-idle 2

      SIGINT, SIGTERM and a closed pipe end it with exit status 0. Else: 64 usage, 69 broker unavailable, 78 an \
      address is missing.
      """
  )

  @Option(
    help: ArgumentHelp(
      "A queue that lasts, made where it is not there yet; one for this call unless given.", valueName: "name"))
  var queue: String?

  @Option(help: ArgumentHelp("End after so many.", valueName: "number"))
  var count: Int?

  @Option(help: ArgumentHelp("End when nothing has come for so long.", valueName: "seconds"))
  var untilIdle: Double?

  @OptionGroup var finance: FinanceOptions

  func validate() throws { try Tail.validate(count: count, untilIdle: untilIdle) }

  func run() async throws {
    let queue = try PayoutQueue(lasting: queue, prefix: finance.queuePrefix)
    let configuration = try finance.broker.configuration()
    try await queue.declare(over: configuration)
    let tail = NotificationTail(
      payoutsOver: configuration, in: queue,
      limits: NotificationTail.Limits(count: count, idle: untilIdle.map { .seconds($0) }),
      logger: Logger(label: "coopt") { _ in ComplaintLog() })
    try await tail.following { tail in
      var tail = tail
      try await tail.run {
        try StandardStream.error.write("listening\n")
      } _: { messages in
        try StandardStream.output.write(lines: try messages.map { try JSONLine.text($0.document) })
      }
    }
  }
}
