import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// The flags of a batch's recommendations: takes in what is said of employers, and tells what turned out otherwise (R6).
package struct OwnCompanyFlags: Sendable {
  private var recommendations: [RecommendationID: AttributedRecommendation]
  private var heardOf: Set<RecommendationID> = []

  /// Takes hold of recommendations.
  init(of recommendations: [RecommendationID], in transaction: Transaction) async throws {
    self.recommendations = try RecommendationStatements.recommendations(
      try await transaction.query(RecommendationStatements.lock(recommendations)))
  }

  /// Takes in what somebody says; `change` says whether the flag turned out otherwise by it, with the member's employer.
  mutating func change(
    _ id: RecommendationID, because reason: String? = nil, emitting emission: inout Emission,
    _ change: (inout OwnCompanyFlag, Employer?) -> Bool
  ) throws(Problem) {
    guard var recommendation = recommendations[id] else { throw Problem(.recommendationNotFound) }
    let isNews = change(&recommendation.flag, recommendation.memberEmployer)
    recommendations[id] = recommendation
    heardOf.insert(id)
    guard isNews else { return }
    emission.publish(
      ConflictOfInterestChanged(
        recommendationId: id, revision: recommendation.flag.revision, offerId: recommendation.offerID,
        memberId: recommendation.memberID, conflictOfInterest: recommendation.isOwnCompany,
        source: recommendation.flag.source, reason: reason))
  }

  /// What there is to write.
  var statements: [Statement] {
    heardOf.isEmpty ? [] : [RecommendationStatements.setFlags(heardOf.compactMap { recommendations[$0] })]
  }
}
