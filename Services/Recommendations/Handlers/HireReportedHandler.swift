import Identity
import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Attributes a hire that another system reports, or keeps it with the reason (H1, H2).
package struct HireReportedHandler: CommandHandler {
  private let hasher: IdentityHasher

  /// A handler that knows people by keyed hashes under secrets.
  package init(identitySecrets: IdentitySecrets) {
    hasher = IdentityHasher(identitySecrets)
  }

  /// The hires of a batch and what they may be matched with.
  package struct State: Sendable {
    var register: HireRegister
    var differing: ToldOnce<DifferingReport>
    var outdated: ToldOnce<OutdatedReport>
    let offers: [KnownOffer]
    let known: KnownCandidates
    let days: [Timestamp: CalendarDay]
  }

  package func load(_ messages: [Incoming<HireReported>], in transaction: Transaction) async throws -> State {
    // What is refused leaves no hire behind.
    let messages = messages.filter { $0.brokenFields.isEmpty }
    let reports = messages.map(\.data)
    let held = try await HeldHires(messages.map { ($0.data.key, $0.receivedAt) }, in: transaction)
    let stored = held.hires.values.map(\.particulars)
    let before = held.knownIDs
    let rows = try await transaction.query(
      [
        OfferStatements.find(
          reports.compactMap(\.offerId) + stored.compactMap(\.offerID),
          references: reports.compactMap(\.offerReference) + stored.compactMap(\.offerReference))
      ]
        + (before.isEmpty
          ? []
          : [
            DifferingReportStatements.find(of: before),
            OutdatedReportStatements.find(of: before, by: messages.map(\.id)),
          ]))
    let offers = try OfferStatements.offers(rows[0])
    let known = try await KnownCandidates(
      stored + reports.map { particulars(of: $0, among: offers) }, in: transaction)
    let meant = MeantRecommendations(
      ids: held.hires.values.compactMap(\.recommendationID), offers: offers.map(\.offerID), candidates: known.all)
    let found = try await transaction.query(
      HireRegister.lock(meant) + [
        PolicyDays.find(Set(reports.map(\.hiredAt)), andOf: meant, at: messages.first?.receivedAt ?? .now)
      ])
    return State(
      register: try HireRegister(held, found),
      differing: ToldOnce(before.isEmpty ? [] : try DifferingReportStatements.reports(rows[1])),
      outdated: ToldOnce(before.isEmpty ? [] : try OutdatedReportStatements.reports(rows[2])), offers: offers,
      known: known,
      days: try PolicyDays.days(found[2]))
  }

  package func decide(
    _ message: Incoming<HireReported>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> HireReportResult {
    let broken = message.brokenFields
    guard broken.isEmpty else { throw .invalidMessage(broken) }
    let report = message.data
    let particulars = particulars(of: report, among: state.offers)
    let said = message.said
    let before = state.register.hires[report.key]
    let match = before?.awaitsMatch == true ? state.match(before?.particulars, else: particulars, report.hiredAt) : nil
    let hire = state.register.change(report.key, on: .report(report), emitting: &emission) { hire in
      if !hire.isReported { hire.particulars = particulars }
      hire.force.take(said)
      switch match {
      case .success(let recommendation): (hire.recommendationID, hire.failure) = (recommendation, nil)
      case .failure(let failure): hire.failure = failure
      case nil: break
      }
    }
    guard let hire else { throw Problem(.internalError) }
    if let before, before.isReported { state.compare(report, particulars, with: before, emitting: &emission) }
    state.tellOutdated(
      hire, report.key, said, .init(said, naming: particulars.naming, of: hire.hireID, by: message.id), &emission)
    return hire.result
  }

  /// What a report says of offer and candidate; a national telephone number is read with the country of each offer that may be
  /// meant.
  private func particulars(of report: HireReported, among offers: [KnownOffer]) -> HireParticulars {
    var particulars = HireParticulars(
      offerID: report.offerId, offerReference: report.offerReference, companyID: report.companyId,
      candidateID: report.candidate.candidateId, candidacyID: report.candidate.candidacyId)
    let meant = HireMatchesRecommendation.offers(meantBy: particulars, among: offers)
    let countries = meant.isEmpty ? [nil] : Set(meant.map(\.zone.country)).sorted().map(Optional.some)
    var keys = report.candidate.addresses.flatMap { hasher.keys(email: $0) }
    for country in countries { keys += hasher.keys(phone: report.candidate.phone, country: country) }
    for key in keys where !particulars.identityKeys.contains(key) { particulars.identityKeys.append(key) }
    return particulars
  }

  package func save(_ state: State) -> [Statement] {
    let (differing, outdated) = (state.differing.added, state.outdated.added)
    return state.register.statements
      + (differing.isEmpty ? [] : [DifferingReportStatements.insert(differing)])
      + (outdated.isEmpty ? [] : [OutdatedReportStatements.insert(outdated)])
  }
}

extension HireReportedHandler.State {
  /// What a hire of an instant belongs to, by what its first report says: `particulars` where this is the first.
  ///
  /// Each report is tried by its own date: in any order, the hire belongs to it if one of them is in time.
  fileprivate func match(
    _ stored: HireParticulars?, else particulars: HireParticulars, _ hiredAt: Timestamp
  ) -> Result<RecommendationID, HireMatchesRecommendation.Failure>? {
    guard let day = days[hiredAt] else { return nil }
    let first = stored.flatMap { $0 == HireParticulars() ? nil : $0 } ?? particulars
    return HireMatchesRecommendation.match(
      offers: HireMatchesRecommendation.offers(meantBy: first, among: offers), named: known.named(by: first),
      recognised: known.recognised(by: first), hiredOn: day,
      among: register.recommendations.values.compactMap { recommendation in
        days[recommendation.attributedAt].map { recommendation.match(attributedOn: $0) }
      })
  }

  /// Tells of a report that names another offer or candidate than the first of its hire, once.
  fileprivate mutating func compare(
    _ report: HireReported, _ particulars: HireParticulars, with hire: KnownHire, emitting emission: inout Emission
  ) {
    let fields = OfferAndCandidateAreOfTheFirstReport.fields(
      of: naming(particulars), from: naming(hire.particulars))
    guard !fields.isEmpty,
      differing.insert(
        DifferingReport(hireID: hire.hireID, hiredAt: report.hiredAt, naming: particulars.naming))
    else { return }
    emission.publish(
      HireReportDiffers(hireId: hire.hireID, fields: fields.compactMap { HireReportField(rawValue: $0.rawValue) }))
  }

  /// Tells of a report that a later withdrawal leaves without effect, once.
  fileprivate mutating func tellOutdated(
    _ hire: KnownHire, _ key: HireKey, _ said: HireIsInForce.Report, _ report: OutdatedReport,
    _ emission: inout Emission
  ) {
    guard let told = HireReportOutdated(hire, key, asOf: said.asOf), outdated.insert(report) else { return }
    emission.publish(told)
  }

  private func naming(_ particulars: HireParticulars) -> OfferAndCandidateAreOfTheFirstReport.Naming {
    .init(
      particulars,
      offers: HireMatchesRecommendation.offers(meantBy: particulars, among: offers).map(\.offerID),
      candidates: known.meant(by: particulars))
  }
}

extension Incoming<HireReported> {
  /// What the report says of the hire's time.
  fileprivate var said: HireIsInForce.Report {
    HireIsInForce.Report(
      asOf: ReportSpeaksAsOf.instant(given: data.asOf, date: data.hiredAt, sentAt: event.time),
      hiredAt: data.hiredAt, startsAt: data.startsAt)
  }

  /// What is refused: dates that cannot be, and a telephone number that is none.
  fileprivate var brokenFields: [FieldError] {
    let dates = HireDatesAreBelievable.errors(
      [(.hiredAt, data.hiredAt), (.startsAt, data.startsAt), (.asOf, data.asOf)], at: receivedAt)
    guard let phone = data.candidate.phone, !PhoneNumber.isNumber(phone) else { return dates }
    return dates + [FieldError(field: "candidate.phone", message: "is no telephone number")]
  }
}

extension HireReported {
  fileprivate var key: HireKey { HireKey(sourceSystem: sourceSystem, applicationID: applicationId) }
}

extension HireDatesAreBelievable {
  /// What is wrong with some dates, in the words of a refusal.
  static func errors(_ dates: [(field: Field, date: Timestamp?)], at now: Timestamp) -> [FieldError] {
    broken(dates, at: now).map { field in
      let days = field.daysAhead == 1 ? "a day" : "\(field.daysAhead) days"
      return FieldError(field: field.rawValue, message: "is not between the year 2000 and \(days) from now")
    }
  }
}

extension AttributedRecommendation {
  fileprivate func match(attributedOn day: CalendarDay) -> HireMatchesRecommendation.Match {
    .init(
      recommendationID: recommendationID, offerID: offerID, candidateID: candidateID, attributedAt: attributedAt,
      attributedOn: day, isTakenBack: state == .withdrawn)
  }
}
