import Messages
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// Webhooks of some sources with all that deciding on them needs: their hires' history, their jobs' offers.
///
/// Whoever decides holds the sources' rows, so that nobody else decides on a hire meanwhile.
package struct DeliveryBatch: Sendable {
  private struct Known {
    var history = HireHistory()
    var last: MadeReport?

    /// A report was made.
    mutating func take(_ report: HireReport, receivedAt: Timestamp) {
      last = MadeReport(routingKey: report.routingKey, data: report.data, clock: report.asOf.clock)
      history.last = HireHistory.Last(report.statement, asOf: report.asOf.instant, receivedAt: receivedAt)
      if report.statement == .hired { history.wasHired = true }
    }
  }

  private struct Job: Hashable {
    let source: String
    let job: String
  }

  private let settings: HookSettings
  private let readings: [DeliveryID: Reading]
  private var known: [ReportedHire: Known] = [:]
  private var mappings: [Job: StatedOffer] = [:]
  /// What was decided, in order.
  package private(set) var findings: [Finding] = []

  /// How many questions one webhook may lead to.
  private static let mostQuestions = 8

  /// Reads what webhooks say, and loads what is known of it.
  package init(_ deliveries: [HeldDelivery], _ settings: HookSettings, in transaction: Transaction) async throws {
    self.settings = settings
    readings = Dictionary(
      deliveries.map { ($0.id, Self.reading(of: $0, settings)) }, uniquingKeysWith: { first, _ in first })
    let said = deliveries.map { ($0, readings[$0.id]) }
    let hires = Set(said.compactMap { Self.hire($0.0, $0.1, settings) })
    let jobs = Set(
      said.flatMap { delivery, reading in (reading?.jobs ?? []).map { Job(source: delivery.source, job: $0) } })
    guard !hires.isEmpty || !jobs.isEmpty else { return }
    let rows = try await transaction.query([
      ReportStatements.last(of: Array(hires)),
      DeliveryStatements.awaited(
        hires.compactMap { hire in
          settings.sources.all.first { $0.sourceSystem == hire.sourceSystem }.map { ($0.name, hire.applicationID) }
        }, besides: deliveries.map(\.id)),
      MappingStatements.find(jobs.map { ($0.source, $0.job) }),
    ])
    for row in rows[0] {
      let last = try ReportStatements.last(row)
      known[last.hire, default: Known()].history.last = HireHistory.Last(
        HireHistory.Statement(routingKey: last.report.routingKey), asOf: last.asOf, receivedAt: last.receivedAt)
      known[last.hire]?.history.wasHired = last.wasHired
      known[last.hire]?.last = last.report
    }
    for (name, applicationID) in try rows[1].decode((String, String).self) {
      guard let source = settings.sources[name] else { continue }
      known[ReportedHire(sourceSystem: source.sourceSystem, applicationID: applicationID), default: Known()].history
        .isAwaited = true
    }
    for mapping in try rows[2].map(MappingStatements.mapping) {
      mappings[Job(source: mapping.source, job: mapping.job)] = StatedOffer(
        offerId: mapping.offerID?.description, offerReference: mapping.offerReference)
    }
  }

  // MARK: Reading

  private static func reading(of delivery: HeldDelivery, _ settings: HookSettings) -> Reading {
    guard let source = settings.sources[delivery.source] else {
      return .unclear("Its source is configured no longer.")
    }
    guard let webhook = delivery.webhook else { return .unclear("Its body was forgotten.") }
    if let account = source.account {
      guard let named = source.reader.account(of: webhook) else {
        return .unclear("It should name the account that it is about, since its source is of one alone.")
      }
      guard named == account else { return .unconcerned("another account") }
    }
    return source.reader.reading(of: webhook, answers: delivery.answers).inStorableWords
  }

  private static func hire(_ delivery: HeldDelivery, _ reading: Reading?, _ settings: HookSettings) -> ReportedHire? {
    guard let source = settings.sources[delivery.source], let applicationID = reading?.applicationID else { return nil }
    return ReportedHire(sourceSystem: source.sourceSystem, applicationID: applicationID)
  }

  // MARK: Deciding

  /// Decides what becomes of one of the webhooks, as things stand after those decided before.
  @discardableResult
  package mutating func decide(_ delivery: HeldDelivery, at now: Timestamp) -> Finding {
    let reading = readings[delivery.id] ?? .unclear("It was not read.")
    var finding = Finding(
      delivery: delivery, state: .ignored, applicationID: reading.applicationID, jobs: reading.jobs,
      asOf: reading.asOf)
    decide(reading, &finding, at: now)
    findings.append(finding)
    return finding
  }

  /// Has a webhook wait for somebody that led to what the database does not take.
  package mutating func setAside(_ delivery: HeldDelivery) -> Finding {
    var finding = Finding(delivery: delivery, state: .quarantined)
    finding.wait(.notUnderstood, "What it leads to could not be written down; the service's log says why.")
    findings.append(finding)
    return finding
  }

  private mutating func decide(_ reading: Reading, _ finding: inout Finding, at now: Timestamp) {
    if let failure = finding.delivery.failure { return finding.wait(.vendorNotRead, failure) }
    guard let source = settings.sources[finding.delivery.source] else {
      return finding.wait(.notUnderstood, "Its source is configured no longer.")
    }
    switch reading {
    case .unconcerned(let why): finding.detail = why
    case .unclear(let sentence): finding.wait(.notUnderstood, sentence)
    case .ask(let question): ask(question, source, &finding)
    case .hired(let hire): decide(hire, source, &finding, at: now)
    case .unhired(let withdrawal): decide(withdrawal, source, &finding, at: now)
    }
  }

  private func ask(_ question: VendorQuestion, _ source: HookSource, _ finding: inout Finding) {
    let answers = finding.delivery.answers
    guard let login = source.reader.login else {
      return finding.wait(.vendorNotRead, "The vendor's API is never asked.")
    }
    let missing = settings.secrets[source.name].missing(for: login)
    guard let api = source.api, missing == nil else {
      return finding.wait(
        .vendorNotRead,
        "The vendor has to be asked, and the source has no '\(source.api == nil ? "api" : missing ?? "")' to do so.")
    }
    guard !answers.contains(where: { $0.question == question }), answers.count < Self.mostQuestions else {
      return finding.wait(.notUnderstood, "The vendor's answers lead to no end of questions.")
    }
    guard api.appending(question.path) != nil else {
      return finding.wait(.notUnderstood, "What has to be asked of the vendor is no path below its address.")
    }
    finding.state = .asking
    finding.question = question
  }

  private mutating func decide(_ hire: StatedHire, _ source: HookSource, _ finding: inout Finding, at now: Timestamp) {
    let key = ReportedHire(sourceSystem: source.sourceSystem, applicationID: hire.applicationId)
    let asOf = ReceiptsSpeakInOrder.asOf(
      hire.asOf, of: .hired, receivedAt: finding.delivery.receivedAt, after: known[key]?.history ?? HireHistory())
    let drafting = drafting(source, finding.delivery, at: now)
    finish(&finding, key, Result { () throws(ReportDrafting.Refusal) in try drafting.report(hire, as: asOf) })
  }

  private mutating func decide(
    _ withdrawal: StatedWithdrawal, _ source: HookSource, _ finding: inout Finding, at now: Timestamp
  ) {
    let key = ReportedHire(sourceSystem: source.sourceSystem, applicationID: withdrawal.applicationId)
    let history = known[key]?.history ?? HireHistory()
    let objection = OnlyHiresEnd.objection(
      to: withdrawal.asOf, isDerived: withdrawal.isDerived, receivedAt: finding.delivery.receivedAt, after: history)
    if let objection {
      finding.detail = objection
      return
    }
    let asOf = ReceiptsSpeakInOrder.asOf(
      withdrawal.asOf, of: .unhired, receivedAt: finding.delivery.receivedAt, after: history)
    let drafting = drafting(source, finding.delivery, at: now)
    finish(&finding, key, Result { () throws(ReportDrafting.Refusal) in try drafting.report(withdrawal, as: asOf) })
  }

  private func drafting(_ source: HookSource, _ delivery: HeldDelivery, at now: Timestamp) -> ReportDrafting {
    ReportDrafting(
      source: source, byHand: delivery.byHand, mapping: { mappings[Job(source: source.name, job: $0)] }, now: now)
  }

  private mutating func finish(
    _ finding: inout Finding, _ key: ReportedHire, _ draft: Result<HireReport, ReportDrafting.Refusal>
  ) {
    switch draft {
    case .failure(let refusal):
      finding.wait(refusal.reason, refusal.detail)
      known[key, default: Known()].history.isAwaited = true
    case .success(let report):
      if let last = known[key]?.last, report.repeats(last) {
        finding.detail = "the same was reported already"
      } else {
        finding.state = .reported
        finding.report = (.make(), report)
        known[key, default: Known()].take(report, receivedAt: finding.delivery.receivedAt)
      }
    }
  }

  // MARK: Saving

  /// The statements that make what was decided true.
  package func statements(at now: Timestamp) -> [Statement] {
    guard !findings.isEmpty else { return [] }
    let reports = findings.filter { $0.report != nil }
    let questions = findings.filter { $0.question != nil }
    let hires = reports.filter { $0.report?.report.statement == .hired }
    return [DeliveryStatements.record(findings, at: now)]
      + (reports.isEmpty ? [] : [ReportStatements.insert(reports, at: now)])
      + (hires.isEmpty ? [] : [DeliveryStatements.lookAgain(atEndsOf: hires)])
      + (questions.isEmpty ? [] : [QuestionStatements.ask(questions, at: now)])
  }
}

extension Finding {
  /// Has it wait for somebody.
  fileprivate mutating func wait(_ reason: QuarantineReason, _ detail: String) {
    state = .quarantined
    self.reason = reason
    self.detail = detail
  }
}

extension Reading {
  /// The application that it is about.
  fileprivate var applicationID: String? {
    switch self {
    case .hired(let hire): hire.applicationId
    case .unhired(let withdrawal): withdrawal.applicationId
    case .ask, .unconcerned, .unclear: nil
    }
  }

  /// As of when it speaks.
  fileprivate var asOf: Timestamp? {
    switch self {
    case .hired(let hire): hire.asOf.instant
    case .unhired(let withdrawal): withdrawal.asOf.instant
    case .ask, .unconcerned, .unclear: nil
    }
  }

  /// The jobs that it names.
  fileprivate var jobs: [String] {
    if case .hired(let hire) = self { hire.jobs } else { [] }
  }

  /// The same in words that a table can keep and a reference is found by, lines as the contract has them.
  fileprivate var inStorableWords: Reading {
    switch self {
    case .hired(var hire):
      // Composed first: a text may grow by that, beyond what an index holds.
      hire.applicationId = hire.applicationId.composed.storable(400)
      hire.jobs = hire.jobs.map { $0.composed.storable(200) }.filter { !$0.isEmpty }.prefix(20).map(\.self)
      return .hired(hire)
    case .unhired(var withdrawal):
      withdrawal.applicationId = withdrawal.applicationId.composed.storable(400)
      return .unhired(withdrawal)
    case .ask(let question): return .ask(question)
    case .unconcerned(let why): return .unconcerned(why.storable(200))
    case .unclear(let sentence): return .unclear(sentence.storable(1000))
    }
  }
}
