import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The hires of a batch and what they belong to: takes changes in, tells what is to be told, and is written down.
package struct HireRegister: Sendable {
  private(set) var hires: [HireKey: KnownHire]
  private(set) var recommendations: [RecommendationID: AttributedRecommendation]
  private var inForce: [RecommendationID: Set<HireID>]
  private var changed: Set<HireKey> = []
  private var reached: Set<ReachedState> = []

  /// Takes hold of what the hires belong to, and maybe will: of these candidates for these offers.
  ///
  /// The hires themselves are held already: all who handle hires wait for hires first, then for recommendations.
  init(
    _ hires: [HireKey: KnownHire], recommendations ids: [RecommendationID] = [], offers: [OfferID] = [],
    candidates: [CandidateID] = [], in transaction: Transaction
  ) async throws {
    let attributed = hires.values.compactMap(\.recommendationID)
    let rows = try await transaction.query(
      RecommendationStatements.lock(attributed + ids, offers: offers, candidates: candidates))
    self.hires = hires
    recommendations = try RecommendationStatements.recommendations(rows)
    let held = Array(recommendations.keys)
    inForce = try HireStatements.inForce(try await transaction.query(HireStatements.inForce(of: held)))
  }

  /// Changes a hire and tells what that means to others.
  mutating func change(
    _ key: HireKey, emitting emission: inout Emission, _ change: (inout KnownHire) -> Void
  ) -> KnownHire? {
    guard let before = hires[key] else { return nil }
    var after = before
    change(&after)
    guard after != before else { return after }
    hires[key] = after
    changed.insert(key)
    switch HireIsToldWhenItChanges.news(from: before, to: after) {
    case .attributed(let recommendation, let hiredAt):
      tell(after, of: recommendation, hiredAt: hiredAt, &emission)
    case .unattributed(let failure):
      emission.publish(HireUnattributed(hireId: after.hireID, reason: failure.reason))
    case .withdrawn:
      withdraw(after, &emission)
    case nil: break
    }
    return after
  }

  private mutating func tell(
    _ hire: KnownHire, of id: RecommendationID, hiredAt: Timestamp, _ emission: inout Emission
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
        conflictOfInterest: recommendation.isOwnCompany, hiredAt: hiredAt))
  }

  private mutating func withdraw(_ hire: KnownHire, _ emission: inout Emission) {
    if let id = hire.recommendationID, inForce[id, default: []].remove(hire.hireID) != nil, inForce[id] == [] {
      reached.insert(ReachedState(recommendationID: id, state: .hireWithdrawn, at: emission.now))
    }
    emission.publish(
      HireWithdrawn(
        hireId: hire.hireID, recommendationId: hire.recommendationID, withdrawnAt: hire.force.withdrawnAt))
  }

  /// What there is to write.
  var statements: [Statement] {
    guard !changed.isEmpty else { return [] }
    return [
      HireStatements.update(changed.compactMap { hires[$0] }), RecommendationStatements.reach(reached),
    ]
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
