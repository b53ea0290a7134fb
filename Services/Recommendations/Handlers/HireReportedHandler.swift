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
    var differing: DifferingReports
    let offers: [KnownOffer]
    let known: KnownCandidates
  }

  package func load(_ messages: [Incoming<HireReported>], in transaction: Transaction) async throws -> State {
    let reports = messages.map(\.data)
    let hires = try await hires(of: reports, in: transaction)
    let stored = hires.values.map(\.particulars)
    let offers = try OfferStatements.offers(
      try await transaction.query(
        OfferStatements.find(
          reports.compactMap(\.offerId) + stored.compactMap(\.offerID),
          references: reports.compactMap(\.offerReference) + stored.compactMap(\.offerReference))))
    let known = try await KnownCandidates(
      stored + reports.map { particulars(of: $0, among: offers) }, in: transaction)
    let register = try await HireRegister(
      hires, offers: offers.map(\.offerID), candidates: known.all, in: transaction)
    let differing = try await DifferingReports(of: hires.values, in: transaction)
    return State(register: register, differing: differing, offers: offers, known: known)
  }

  private func hires(
    of reports: [HireReported], in transaction: Transaction
  ) async throws -> [HireKey: KnownHire] {
    let keys = Dictionary(reports.map { ($0.key, HireID.make()) }) { first, _ in first }
    let rows = try await transaction.query([HireStatements.lock(keys), HireStatements.find(Array(keys.keys))])
    return try HireStatements.hires(rows[1])
  }

  package func decide(
    _ message: Incoming<HireReported>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> HireReportResult {
    let report = message.data
    let particulars = particulars(of: report, among: state.offers)
    let offers = state.offers
    let known = state.known
    let recommendations = state.register.recommendations.values.map(\.match)
    let before = state.register.hires[report.key]
    let hire = state.register.change(report.key, emitting: &emission) { hire in
      let awaitsMatch = hire.awaitsMatch
      if !hire.isReported { hire.particulars = particulars }
      hire.force.report(hiredAt: report.hiredAt)
      guard awaitsMatch, let hiredAt = hire.force.hiredAt else { return }
      let match = HireMatchesRecommendation.match(
        offer: HireMatchesRecommendation.offer(of: hire.particulars, among: offers),
        named: known.named(by: hire.particulars), recognised: known.recognised(by: hire.particulars),
        hiredAt: hiredAt, among: recommendations)
      hire.recommendationID = try? match.get()
      if case .failure(let failure) = match { hire.failure = failure } else { hire.failure = nil }
    }
    guard let hire else { throw Problem(.internalError) }
    if let before, before.isReported { state.compare(report, particulars, with: before, emitting: &emission) }
    return hire.result
  }

  /// What a report says of offer and candidate; a national telephone number is read with the offer's country.
  private func particulars(of report: HireReported, among offers: [KnownOffer]) -> HireParticulars {
    var particulars = HireParticulars(
      offerID: report.offerId, offerReference: report.offerReference, companyID: report.companyId,
      candidateID: report.candidate.candidateId, candidacyID: report.candidate.candidacyId)
    let offer = HireMatchesRecommendation.offer(of: particulars, among: offers)
    particulars.identityKeys = hasher.keys(
      email: report.candidate.email, phone: report.candidate.phone, country: offer?.zone.country)
    return particulars
  }

  package func save(_ state: State) -> [Statement] { state.register.statements + state.differing.statements }
}

extension HireReportedHandler.State {
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

  private func naming(_ particulars: HireParticulars) -> OfferAndCandidateAreOfTheFirstReport.Naming {
    .init(
      particulars, offer: HireMatchesRecommendation.offer(of: particulars, among: offers),
      candidates: known.meant(by: particulars))
  }
}

extension HireReported {
  fileprivate var key: HireKey { HireKey(sourceSystem: sourceSystem, applicationID: applicationId) }
}

extension HireMatchesRecommendation {
  fileprivate static func offer(of particulars: HireParticulars, among offers: [KnownOffer]) -> KnownOffer? {
    offer(
      id: particulars.offerID, reference: particulars.offerReference, companyID: particulars.companyID, among: offers)
  }
}

extension AttributedRecommendation {
  fileprivate var match: HireMatchesRecommendation.Match {
    .init(
      recommendationID: recommendationID, offerID: offerID, candidateID: candidateID, attributedAt: attributedAt)
  }
}
