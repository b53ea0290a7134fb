import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Ends what is under way for offers that were filled or cancelled (O8), one piece of one offer a run.
package struct EndingOffers: ScheduledWork {
  package let name = "ending-offers"
  package let rest = Duration.milliseconds(250)
  /// How many recommendations one transaction looks at.
  private let pieceSize: Int

  /// Work in pieces of a size.
  package init(pieceSize: Int = 500) {
    self.pieceSize = pieceSize
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let taken = try await transaction.query(EndingOfferStatements.take)
    guard let row = taken.first, let ending = try EndingOfferStatements.ending(row) else {
      return .whenSomethingHappens
    }
    let piece = try EndingOfferStatements.recommended(
      try await transaction.query(EndingOfferStatements.next(of: ending.offerID, limit: pieceSize)))
    let underWay = piece.filter(\.isUnderWay).map(\.recommendationID)
    if !underWay.isEmpty { try await end(underWay, with: ending, in: transaction, emitting: &emission) }
    if let last = piece.last, piece.count == pieceSize {
      transaction.enqueue([EndingOfferStatements.advance(ending.offerID, through: last)])
    } else {
      transaction.enqueue([EndingOfferStatements.finish(ending.offerID)])
    }
    return .immediately
  }

  /// Ends those that are still under way once they are held: a decision, or the member, may have come first.
  private func end(
    _ recommendations: [RecommendationID], with ending: EndingOfferStatements.Ending, in transaction: Transaction,
    emitting emission: inout Emission
  ) async throws {
    let held = try RecommendationStatements.recommendations(
      try await transaction.query(RecommendationStatements.lock(recommendations)))
    var reached: Set<ReachedState> = []
    for id in recommendations {
      guard let recommendation = held[id], [.attributed, .hireWithdrawn].contains(recommendation.state) else {
        continue
      }
      reached.insert(ReachedState(recommendationID: id, state: .offerClosed, at: emission.now))
      emission.publish(
        RecommendationClosed(
          recommendationId: id, offerId: recommendation.offerID, memberId: recommendation.memberID,
          reason: ending.reason))
    }
    if !reached.isEmpty { transaction.enqueue([RecommendationStatements.reach(reached)]) }
  }
}
