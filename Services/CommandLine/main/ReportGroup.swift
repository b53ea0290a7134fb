import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt report`.
struct ReportGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report a hire, or that one did not hold, as an applicant tracking system does.",
    discussion: """
      The login is that of such a system: --amqp-url, else COOPT_ATS_AMQP_URL. A hire is the pair of system and \
      application: reported again it is the same hire. The later as-of instant counts, and a tie goes to the withdrawal.
      """,
    subcommands: [ReportHire.self, ReportWithdrawal.self]
  )
}

/// `coopt report hire`.
struct ReportHire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hire",
    abstract: "Report that somebody was hired.",
    discussion: """
      Times are RFC 3339, or how long ago (2h, 7d).

      Examples:
        coopt report hire --system ats.example.com --application 4711 --offer-reference REF-17 --email lea@example.org
        coopt report hire --system ats.example.com --application 4711 --offer $offer --phone +33612345678 \\
          --hired-at 2026-11-02T09:00:00+01:00

      \(ExitStatus.help)
      """
  )

  @OptionGroup var application: ApplicationOptions

  @Option(help: ArgumentHelp("The offer.", valueName: "uuid"))
  var offer: String?

  @Option(help: ArgumentHelp("The offer's external reference, where its id is not known.", valueName: "reference"))
  var offerReference: String?

  @Option(help: ArgumentHelp("Whose offer, where a reference may be several companies'.", valueName: "uuid"))
  var company: String?

  @Option(help: ArgumentHelp("The e-mail address of who was hired.", valueName: "address"))
  var email: String?

  @Option(help: ArgumentHelp("Their telephone number.", valueName: "number"))
  var phone: String?

  @Option(help: ArgumentHelp("The platform's candidate.", valueName: "uuid"))
  var candidate: String?

  @Option(help: ArgumentHelp("The candidacy that the company got.", valueName: "uuid"))
  var candidacy: String?

  @Option(help: ArgumentHelp("When; now unless given.", valueName: "time"))
  var hiredAt: String?

  @Option(help: ArgumentHelp("When the work begins.", valueName: "time"))
  var startsAt: String?

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: TrackerOptions

  func validate() throws {
    guard offer != nil || offerReference != nil else { throw ValidationError("give --offer or --offer-reference") }
    guard email != nil || phone != nil || candidate != nil || candidacy != nil else {
      throw ValidationError("say who was hired: --email, --phone, --candidate or --candidacy")
    }
  }

  func run() async throws {
    let data = ReportData.object(
      application.fields + [
        ("offerId", offer), ("offerReference", offerReference), ("companyId", company), ("candidate.email", email),
        ("candidate.phone", phone), ("candidate.candidateId", candidate), ("candidate.candidacyId", candidacy),
        ("hiredAt", ReportData.instant(hiredAt)), ("startsAt", startsAt),
      ])
    try await broker.report(HireReported.self, id: application.id, data, replying)
  }
}

/// `coopt report withdrawal`.
struct ReportWithdrawal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdrawal",
    abstract: "Report that a hire did not hold.",
    discussion: """
      Times are RFC 3339, or how long ago (2h, 7d).

      Example:
        coopt report withdrawal --system ats.example.com --application 4711 --reason 'left within a month'

      \(ExitStatus.help)
      """
  )

  @OptionGroup var application: ApplicationOptions

  @Option(help: ArgumentHelp("When; now unless given.", valueName: "time"))
  var withdrawnAt: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var replying: ReplyOptions

  @OptionGroup var broker: TrackerOptions

  func run() async throws {
    let data = ReportData.object(
      application.fields + [("withdrawnAt", ReportData.instant(withdrawnAt)), ("reason", reason)])
    try await broker.report(HireWithdrawalReported.self, id: application.id, data, replying)
  }
}
