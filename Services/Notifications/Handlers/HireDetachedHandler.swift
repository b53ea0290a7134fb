import Messages
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Tells staff that a hire was taken from its recommendation, and why (H4).
package struct HireDetachedHandler: NotificationHandler {
  package typealias Payload = HireDetached

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireDetached>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffHireDetached, details: try EventFields(fieldsOf: event),
        wishes: [.recommendedCandidate(event.recommendationId), .memberName(event.memberId)],
        place: .after(hire: event.hireId))
    ]
  }

  package func furtherNotices(
    _ messages: [Incoming<HireDetached>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] {
    _ = try await HireNews.learn(
      messages.map {
        HireStatements.Told(
          hireID: $0.data.hireId, revision: $0.data.revision, asOf: $0.event.time ?? $0.receivedAt,
          recommendationID: nil)
      }, in: transaction)
    return [:]
  }
}
