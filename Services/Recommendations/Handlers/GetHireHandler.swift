import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// Answers what is kept of one hire, and what staff need to attribute it by hand (A1, H2).
package struct GetHireHandler: CommandHandler {
  /// Offers and candidates in an answer: a reference may be on any number of offers.
  private static let mostMeant = 10

  package init() {}

  /// What a batch asks about.
  package struct State: Sendable {
    let hires: [HireID: HireDetail]
    let offers: [KnownOffer]
    let known: KnownCandidates
    let differing: [HireID: [DifferingReport]]
    let outdated: [HireID: [OutdatedReport]]
  }

  package func load(_ messages: [Incoming<GetHire>], in transaction: Transaction) async throws -> State {
    let ids = messages.map(\.data.hireId)
    let rows = try await transaction.query([
      HireDetailStatements.find(ids), DifferingReportStatements.find(of: ids), HireDetailStatements.outdated(of: ids),
    ])
    let hires = try HireDetailStatements.hires(rows[0])
    let particulars = hires.values.map(\.particulars)
    let offers = try await transaction.query(
      OfferStatements.find(particulars.compactMap(\.offerID), references: particulars.compactMap(\.offerReference)))
    return State(
      hires: hires, offers: try OfferStatements.offers(offers),
      known: try await KnownCandidates(particulars, in: transaction),
      differing: Dictionary(grouping: try DifferingReportStatements.reports(rows[1]), by: \.hireID),
      outdated: Dictionary(grouping: try HireDetailStatements.outdated(rows[2]), by: \.hireID))
  }

  package func decide(
    _ message: Incoming<GetHire>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetHire.Result {
    guard let hire = state.hires[message.data.hireId] else { throw Problem(.hireNotFound) }
    let particulars = hire.particulars
    let offers = HireMatchesRecommendation.offers(meantBy: particulars, among: state.offers)
      .sorted { ($1.publishedAt, $1.offerID) < ($0.publishedAt, $0.offerID) }
    let candidates = state.known.meant(by: particulars)
    return GetHire.Result(
      hireId: hire.hireID, sourceSystem: hire.key.sourceSystem, applicationId: hire.key.applicationID,
      heardAt: hire.heardAt, offerId: particulars.offerID, offerReference: particulars.offerReference,
      companyId: particulars.companyID, candidateId: particulars.candidateID, candidacyId: particulars.candidacyID,
      hasContact: !particulars.identityKeys.isEmpty,
      outcome: hire.recommendationID == nil ? .unattributed : .attributed, reason: hire.failure?.reason,
      hiredAt: hire.hiredAt, startsAt: hire.startsAt, reportedAsOf: hire.reportedAsOf, withdrawnAt: hire.withdrawnAt,
      withdrawnAsOf: hire.withdrawnAsOf, inForce: hire.isInForce, recommendationId: hire.recommendationID,
      memberId: hire.memberID, attributedBecause: hire.attributedByHandBecause,
      offerIds: offers.prefix(Self.mostMeant).map(\.offerID),
      candidateIds: Array(Self.each(candidates).prefix(Self.mostMeant)),
      differingReports: (state.differing[hire.hireID] ?? []).map(\.listed)
        .sorted { ($0.hiredAt, $0.offerReference ?? "") < ($1.hiredAt, $1.offerReference ?? "") },
      outdatedReports: (state.outdated[hire.hireID] ?? []).map(\.listed)
        .sorted { ($0.asOf?.microseconds ?? .min, $0.messageId) < ($1.asOf?.microseconds ?? .min, $1.messageId) })
  }

  /// Several keys may lead to one candidate.
  private static func each(_ candidates: [CandidateID]) -> [CandidateID] {
    candidates.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}

extension DifferingReport {
  /// What it named, less the keyed hashes.
  fileprivate var listed: DifferingHireReport {
    let named = HireParticulars.Named(naming)
    return DifferingHireReport(
      hiredAt: hiredAt, offerId: named.offerID, offerReference: named.offerReference, companyId: named.companyID,
      candidateId: named.candidateID, candidacyId: named.candidacyID)
  }
}

extension OutdatedReport {
  /// What it said, as it begins with (`init`).
  fileprivate var listed: OutdatedHireReport {
    let instants = content.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
    return OutdatedHireReport(
      messageId: messageID, asOf: instants.first.flatMap { Timestamp(String($0)) },
      hiredAt: instants.dropFirst().first.flatMap { Timestamp(String($0)) })
  }
}
