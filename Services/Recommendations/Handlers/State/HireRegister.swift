import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The hires of a batch and what they belong to: takes changes in, tells what is to be told, and is written down.
package struct HireRegister: Sendable {
  private(set) var hires: [HireKey: KnownHire]
  private(set) var recommendations: [RecommendationID: AttributedRecommendation]
  private let keys: [HireID: HireKey]
  private var inForce: [RecommendationID: Set<HireID>]
  private var changed: Set<HireKey> = []
  private var reached: Set<ReachedState> = []
  private let held: HeldHires

  /// What changes a hire, with what is told of it.
  enum Occasion {
    /// Another system reports it.
    case report(HireReported)
    /// Another system withdraws it.
    case withdrawal
    /// Staff attribute it by hand.
    case attribution
    /// Staff take it from what it belonged to.
    case detachment(reason: String)
  }

  /// Takes hold of what the hires belong to, and maybe will.
  ///
  /// The hires themselves are held already: all who handle hires wait for hires first, then for recommendations.
  init(_ held: HeldHires, recommendations ids: [RecommendationID] = [], in transaction: Transaction) async throws {
    let meant = MeantRecommendations(ids: held.hires.values.compactMap(\.recommendationID) + ids)
    try self.init(held, try await transaction.query(Self.lock(meant)))
  }

  /// A register with what the statements of `lock` gave.
  init(_ held: HeldHires, _ rows: [ResultSet]) throws {
    self.held = held
    hires = held.hires
    keys = Dictionary(held.hires.map { ($0.value.hireID, $0.key) }) { first, _ in first }
    recommendations = try RecommendationStatements.recommendations(rows[0])
    inForce = try HireStatements.inForce(rows[1])
  }

  /// The two statements that take hold of recommendations, and then read which hires are in force of them.
  static func lock(_ recommendations: MeantRecommendations) -> [Statement] {
    [RecommendationStatements.lock(recommendations.query), HireStatements.inForce(of: recommendations.query)]
  }

  /// What other systems know a hire of the batch by.
  func key(of hire: HireID) -> HireKey? { keys[hire] }

  /// Changes a hire and tells what that means to others.
  mutating func change(
    _ key: HireKey, on occasion: Occasion, emitting emission: inout Emission, _ change: (inout KnownHire) -> Void
  ) -> KnownHire? {
    guard let before = hires[key] else { return nil }
    var after = before
    change(&after)
    guard after != before else { return after }
    switch HireIsToldWhenItChanges.news(from: before, to: after) {
    case .attributed(let recommendation, let report):
      after.revision += 1
      tell(after, of: recommendation, report, &emission)
    case .unattributed(let failure):
      tell(after, failure, on: occasion, &emission)
    case .withdrawn:
      after.revision += 1
      leave(after.hireID, of: after.recommendationID, &emission)
      emission.publish(
        HireWithdrawn(
          hireId: after.hireID, recommendationId: after.recommendationID,
          withdrawnAt: after.force.withdrawal?.withdrawnAt, revision: after.revision))
    case .detached(let recommendation):
      after.revision += 1
      leave(after.hireID, of: recommendation, &emission)
      tell(after, detachedFrom: recommendation, on: occasion, &emission)
    case nil: break
    }
    hires[key] = after
    changed.insert(key)
    return after
  }

  private mutating func tell(
    _ hire: KnownHire, of id: RecommendationID, _ report: HireIsInForce.Report, _ emission: inout Emission
  ) {
    guard let recommendation = recommendations[id] else { return }
    if inForce[id, default: []].isEmpty {
      reached.insert(ReachedState(recommendationID: id, state: .hired, at: emission.now))
    }
    inForce[id, default: []].insert(hire.hireID)
    emission.publish(
      HireAttributed(
        hireId: hire.hireID, recommendationId: id, offerId: recommendation.offerID,
        memberId: recommendation.memberID, sponsorId: recommendation.sponsorID, quote: recommendation.quote,
        conflictOfInterest: recommendation.isOwnCompany, hiredAt: report.hiredAt, startsAt: report.startsAt,
        asOf: report.asOf, revision: hire.revision, conflictRevision: recommendation.flag.revision))
  }

  /// Tells why a hire belongs to nothing; what was reported goes to those who may look for the candidate, and stays nowhere else.
  private func tell(
    _ hire: KnownHire, _ failure: HireMatchesRecommendation.Failure, on occasion: Occasion, _ emission: inout Emission
  ) {
    if case .report(let report) = occasion {
      emission.publish(
        ReportedHireParticulars(
          hireId: hire.hireID, reason: failure.reason, sourceSystem: report.sourceSystem,
          applicationId: report.applicationId, offerId: report.offerId, offerReference: report.offerReference,
          companyId: report.companyId, candidate: report.candidate.leadingWithEmail, hiredAt: report.hiredAt))
    }
    emission.publish(HireUnattributed(hireId: hire.hireID, reason: failure.reason))
  }

  private func tell(
    _ hire: KnownHire, detachedFrom id: RecommendationID, on occasion: Occasion, _ emission: inout Emission
  ) {
    guard let recommendation = recommendations[id] else { return }
    var reason: String?
    if case .detachment(let said) = occasion { reason = said }
    emission.publish(
      HireDetached(
        hireId: hire.hireID, revision: hire.revision, recommendationId: id, memberId: recommendation.memberID,
        reason: reason))
  }

  /// A recommendation stays hired while one of its hires is in force.
  private mutating func leave(_ hire: HireID, of id: RecommendationID?, _ emission: inout Emission) {
    guard let id, inForce[id, default: []].remove(hire) != nil, inForce[id] == [] else { return }
    reached.insert(ReachedState(recommendationID: id, state: .hireWithdrawn, at: emission.now))
  }

  /// What there is to write: each hire once.
  var statements: [Statement] {
    guard !changed.isEmpty else { return [] }
    let added = changed.intersection(held.unheardOf)
    let known = changed.subtracting(added)
    var statements: [Statement] = []
    if let heardAt = held.heardAt, !added.isEmpty {
      statements.append(HireStatements.insert(written(added).map { ($0, $1, member(of: $1)) }, heardAt: heardAt))
    }
    if !known.isEmpty { statements.append(HireStatements.update(written(known).map { ($1, member(of: $1)) })) }
    if !reached.isEmpty { statements.append(RecommendationStatements.reach(reached)) }
    return statements
  }

  private func written(_ keys: Set<HireKey>) -> [(HireKey, KnownHire)] {
    keys.compactMap { key in hires[key].map { (key, $0) } }
  }

  private func member(of hire: KnownHire) -> MemberID? {
    hire.recommendationID.flatMap { recommendations[$0]?.memberID }
  }
}

extension HireMatchesRecommendation.Failure {
  /// The same in the words of the contract.
  var reason: UnattributedReason {
    switch self {
    case .offerUnknown: .offerUnknown
    case .candidateUnknown: .candidateUnknown
    case .noRecommendationForOffer: .noRecommendationForOffer
    case .hiredBeforeRecommendation: .hiredBeforeRecommendation
    case .detached: .detached
    }
  }
}

extension KnownHire {
  /// What whoever reported it learns: never a recommendation or a member (M8), nor whether it is the candidate or the offer that
  /// nobody knows (H2).
  var result: HireReportResult {
    recommendationID == nil
      ? HireReportResult(hireId: hireID, outcome: .unattributed, reason: .noMatch)
      : HireReportResult(hireId: hireID, outcome: .attributed)
  }
}

extension HireReportOutdated {
  /// What is told of a report that a withdrawal of a hire goes before.
  init?(_ hire: KnownHire, _ key: HireKey, asOf: Timestamp) {
    guard hire.force.inForce == nil, let withdrawal = hire.force.withdrawal else { return nil }
    self.init(
      hireId: hire.hireID, sourceSystem: key.sourceSystem, applicationId: key.applicationID, asOf: asOf,
      withdrawnAsOf: withdrawal.asOf)
  }
}
