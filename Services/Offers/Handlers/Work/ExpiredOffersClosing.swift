import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Closes offers whose time is over (O1; contract, closesAt).
package struct ExpiredOffersClosing: ScheduledWork {
  /// How many offers one transaction closes at most.
  private static let batchSize = 500

  package let name = "expired-offers-closing"

  package init() {}

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let results = try await transaction.query([
      OfferStatements.lockExpired(at: now, limit: Self.batchSize), OfferStatements.nextClosing(after: now),
    ])
    let offers = try results[0].decode((OfferID, Int).self).map { (id: $0.0, revision: $0.1) }
    let ids = offers.map(\.id)
    if !ids.isEmpty {
      let reasons = Dictionary(ids.map { ($0, ClosingReason.expired) }) { first, _ in first }
      transaction.enqueue([OfferStatements.close(reasons, at: now), WaveScheduleStatements.delete(ids)])
      for offer in offers {
        emission.publish(OfferClosed(offerId: offer.id, reason: .expired, revision: offer.revision + 1))
      }
    }
    if ids.count == Self.batchSize { return .immediately }
    return try results[1][0].decode(Timestamp?.self).map { .at($0) } ?? .whenSomethingHappens
  }
}
