import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt payouts`.
struct Payouts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See to instructions to pay, as a finance system does: list, listen, confirm, fail.",
    discussion: """
      The login is that of such a system: --amqp-url, else COOPT_FINANCE_AMQP_URL.
      """,
    subcommands: [PayoutsList.self, PayoutsListen.self, PayoutsConfirm.self, PayoutsFail.self]
  )
}

extension PayoutState: ExpressibleByArgument {}

/// `coopt payouts list`.
struct PayoutsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List instructions, the newest first.",
    discussion: """
      Examples:
        coopt payouts list --state requested
        coopt payouts list --limit 1000 --json | jq -r .payoutId
      """
  )

  @Option(help: ArgumentHelp("Only of this state.", valueName: "state"))
  var state: PayoutState?

  @OptionGroup var listing: ListOptions

  @OptionGroup var finance: FinanceOptions

  func run() async throws {
    try await listing.show(
      ListPayouts.self, asking: ReportData.object([("state", state?.rawValue)]),
      over: finance.broker.sender(within: listing.timeout), lines: ListedPayout.lines)
  }
}

/// `coopt payouts confirm`.
struct PayoutsConfirm: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Say that an instruction was carried out.",
    discussion: """
      Example:
        coopt payouts confirm 01930000-0000-7000-8000-000000000009 --reference BANK-1

      \(ExitStatus.help)
      """
  )

  @Argument(help: "The instruction's id.")
  var payout: String

  @Option(help: ArgumentHelp("The payment's name in finance.", valueName: "text"))
  var reference: String

  @Option(help: ArgumentHelp("When, as RFC 3339 or how long ago; now unless given.", valueName: "time"))
  var paidAt: String?

  @OptionGroup var message: ReportOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var finance: FinanceOptions

  func run() async throws {
    let data = ReportData.object([
      ("payoutId", payout), ("paidAt", ReportData.instant(paidAt)), ("reference", reference),
    ])
    let report = OutgoingCommand(id: message.messageID, reporting: PayoutConfirmed.self, data: data)
    try replying.show(try await finance.broker.reply(to: report, replying))
  }
}

/// `coopt payouts fail`.
struct PayoutsFail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fail",
    abstract: "Say that an instruction could not be carried out.",
    discussion: """
      Example:
        coopt payouts fail 01930000-0000-7000-8000-000000000009 --reason 'account closed'

      \(ExitStatus.help)
      """
  )

  @Argument(help: "The instruction's id.")
  var payout: String

  @Option(help: ArgumentHelp("Why, in finance's words.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("When, as RFC 3339 or how long ago; now unless given.", valueName: "time"))
  var failedAt: String?

  @OptionGroup var message: ReportOptions

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var finance: FinanceOptions

  func run() async throws {
    let data = ReportData.object([
      ("payoutId", payout), ("failedAt", ReportData.instant(failedAt)), ("reason", reason),
    ])
    let report = OutgoingCommand(id: message.messageID, reporting: PayoutFailureReported.self, data: data)
    try replying.show(try await finance.broker.reply(to: report, replying))
  }
}
