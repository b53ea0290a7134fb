import Messages
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Tells staff and the member that a candidate was hired (H2).
package struct HireAttributedHandler: NotificationHandler {
  package typealias Payload = HireAttributed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireAttributed>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffHireAttributed, details: try EventFields(fieldsOf: event),
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId), .memberName(event.memberId)],
        place: .hire(event.hireId, of: event.recommendationId))
    ]
  }

  /// The member hears of it once while it is in force: not again when it is told again, nor when another system reports it.
  package func furtherNotices(
    _ messages: [Incoming<HireAttributed>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] {
    var news = try await HireNews.learn(
      messages.map {
        HireStatements.Told(
          hireID: $0.data.hireId, revision: $0.data.revision, asOf: $0.data.asOf ?? $0.data.hiredAt,
          recommendationID: $0.data.recommendationId)
      }, in: transaction)
    var notices: [MessageID: [Notice]] = [:]
    // The latest of a hire is the one that is kept.
    for message in messages.sorted(by: { ($0.data.revision ?? 0) > ($1.data.revision ?? 0) }) {
      guard news.remove(message.data.hireId) != nil else { continue }
      notices[message.id] = [try goodNews(message.data)]
    }
    return notices
  }

  /// What the member is told of a hire.
  package func goodNews(_ event: HireAttributed) throws -> Notice {
    .member(
      .memberCandidateHired, to: event.memberId,
      needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
      place: .hire(event.hireId, of: event.recommendationId), details: try EventFields(fieldsOf: event))
  }
}
