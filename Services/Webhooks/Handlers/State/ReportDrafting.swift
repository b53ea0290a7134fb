import FoundationEssentials
import Identity
import Messages
import Vocabulary
import WebhooksDomain

/// Makes the platform's reports of what vendors say, and finds what the platform would refuse before it is sent.
struct ReportDrafting {
  /// Why there is no report.
  struct Refusal: Error {
    let reason: QuarantineReason
    /// In a sentence that names the fields, never a value.
    let detail: String
  }

  let source: HookSource
  let byHand: KnownByHand
  let mapping: (String) -> StatedOffer?
  let now: Timestamp

  private static let coder = MessageCoder()

  // MARK: Hires

  func report(_ hire: StatedHire, as asOf: AsOf) throws(Refusal) -> HireReport {
    let offer = try offer(of: hire)
    let candidate = try candidate(of: hire)
    // Where the vendor says no date, what stands for it moves with the clock that is used.
    let hiredAt = hire.hiredAt == hire.asOf.instant && hire.asOf.clock == .receipt ? asOf.instant : hire.hiredAt
    let report = HireReported(
      applicationId: hire.applicationId, sourceSystem: source.sourceSystem,
      offerId: try id(offer.offerId, "offerId"), offerReference: offer.offerReference, companyId: source.companyID,
      candidate: candidate, hiredAt: hiredAt, startsAt: hire.startsAt, asOf: asOf.instant)
    return try checked(
      report, .hired, asOf, dates: [(.hiredAt, hiredAt), (.startsAt, hire.startsAt), (.asOf, asOf.instant)])
  }

  private func offer(of hire: StatedHire) throws(Refusal) -> StatedOffer {
    switch JobsLeadToOffers.offer(of: hire, byHand: byHand.offer, matching: source.jobs, mapping: mapping) {
    case .success(let offer): return offer
    case .failure(.notMapped):
      throw Refusal(
        reason: .jobNotMapped, detail: "No offer is known for the job: say with map-job which one it is.")
    case .failure(.noJob):
      throw Refusal(
        reason: .jobNotMapped, detail: "It names no job: say with retry-delivery which offer is meant.")
    }
  }

  /// Who was hired: the addresses that are some, the first one first, and the first of the telephone numbers.
  private func candidate(of hire: StatedHire) throws(Refusal) -> HiredCandidate {
    let emails = byHand.email.map { [$0] } ?? hire.emails.compactMap { EmailAddress($0) }
    let candidate = HiredCandidate(
      candidateId: try id(hire.candidateId, "candidate.candidateId"),
      candidacyId: try id(hire.candidacyId, "candidate.candidacyId"), emails: emails,
      phone: hire.phones.first { PhoneNumber.isNumber($0) })
    guard candidate != HiredCandidate() else {
      let isGiven = !hire.emails.isEmpty || !hire.phones.isEmpty
      throw Refusal(
        reason: .candidateNotNamed,
        detail: isGiven
          ? "None of the e-mail addresses and telephone numbers that it names is one."
          : "It names nobody by e-mail address or telephone.")
    }
    return candidate
  }

  // MARK: Withdrawals

  func report(_ withdrawal: StatedWithdrawal, as asOf: AsOf) throws(Refusal) -> HireReport {
    let isOfReceipt = withdrawal.withdrawnAt == withdrawal.asOf.instant && withdrawal.asOf.clock == .receipt
    let withdrawnAt = isOfReceipt ? asOf.instant : withdrawal.withdrawnAt
    let report = HireWithdrawalReported(
      applicationId: withdrawal.applicationId, sourceSystem: source.sourceSystem, withdrawnAt: withdrawnAt,
      reason: withdrawal.reason, asOf: asOf.instant)
    return try checked(report, .unhired, asOf, dates: [(.withdrawnAt, withdrawnAt), (.asOf, asOf.instant)])
  }

  // MARK: Checks

  private func checked<Report: ReportPayload>(
    _ report: Report, _ statement: HireHistory.Statement, _ asOf: AsOf,
    dates: [(field: DatesAreAcceptable.Field, date: Timestamp?)]
  ) throws(Refusal) -> HireReport {
    let json: Data
    let data: JSONObject
    var validator = Validator()
    report.validate(&validator)
    for field in DatesAreAcceptable.broken(dates, at: now) {
      validator.report(field.rawValue, "is no date that a hire can have")
    }
    guard validator.errors.isEmpty else { throw refusal(validator.errors) }
    do {
      json = try Self.coder.encode(payload: report)
      // As whoever receives it reads it.
      _ = try Self.coder.decode(payload: Report.self, from: json)
      data = try JSONDecoder().decode(JSONObject.self, from: json)
    } catch MessageDefect.invalid(let errors, _) {
      throw refusal(errors)
    } catch {
      throw Refusal(reason: .notAcceptable, detail: "No message can be made of it.")
    }
    let applicationID: String
    if case .string(let text)? = data["applicationId"] { applicationID = text } else { applicationID = "" }
    return HireReport(
      hire: ReportedHire(sourceSystem: source.sourceSystem, applicationID: applicationID), statement: statement,
      data: data, json: json, asOf: asOf)
  }

  private func refusal(_ errors: [FieldError]) -> Refusal {
    Refusal(
      reason: .notAcceptable,
      detail: "The platform would refuse it: "
        + errors.prefix(10).map { "\($0.field) \($0.message)" }
        .joined(separator: "; ") + ".")
  }

  private func id<Subject>(_ text: String?, _ field: String) throws(Refusal) -> Identifier<Subject>? {
    guard let text else { return nil }
    guard let id = Identifier<Subject>(text) else {
      throw refusal([FieldError(field: field, message: "is not a UUID")])
    }
    return id
  }
}

extension HiredCandidate {
  /// Somebody by their addresses, the first one first, and ten further ones at most.
  ///
  /// Whoever recommended them may have known another one than the vendor has first.
  fileprivate init(candidateId: CandidateID?, candidacyId: CandidacyID?, emails: [EmailAddress], phone: String?) {
    var further: [EmailAddress] = []
    for email in emails.dropFirst() where email != emails.first && !further.contains(email) {
      if further.count < Self.maximumEmails { further.append(email) }
    }
    self.init(
      candidateId: candidateId, candidacyId: candidacyId, email: emails.first, emails: further.isEmpty ? nil : further,
      phone: phone)
  }
}
