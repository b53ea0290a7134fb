import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Shows an offer with its waves: how many members were told, never who (A1, M8).
package struct GetOfferHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetOffer>], in transaction: Transaction
  ) async throws -> [OfferID: ListedOffer] {
    let ids = messages.map(\.data.offerId)
    let results = try await transaction.query([OfferPages.offers(ids), WaveStatements.all(of: ids)])
    let waves = try WaveStatements.waves(results[1])
    let offers = try results[0].map { row in
      try OfferPages.offer(row, waves: waves[try row["offer_id", as: OfferID.self], default: []])
    }
    return Dictionary(offers.map { ($0.offerId, $0) }) { first, _ in first }
  }

  package func decide(
    _ message: Incoming<GetOffer>, on offers: inout [OfferID: ListedOffer], emitting emission: inout Emission
  ) throws(Problem) -> ListedOffer {
    guard let offer = offers[message.data.offerId] else { throw Problem(.offerNotFound) }
    return offer
  }

  package static let changesNothing = true

  package func save(_ offers: [OfferID: ListedOffer]) -> [Statement] { [] }
}
