import Messages
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Tells staff of a hire that is not in force (H3).
package struct HireWithdrawnHandler: NotificationHandler {
  package typealias Payload = HireWithdrawn

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireWithdrawn>) throws -> [Notice] {
    let event = message.data
    // Without a recommendation it may never have been attributed.
    let place = event.recommendationId.map { _ in StoryPlace.after(hire: event.hireId) }
    return [
      .staff(
        .staffHireWithdrawn, details: try EventFields(fieldsOf: event),
        wishes: event.recommendationId.map { [.recommendedCandidate($0)] } ?? [], place: place)
    ]
  }

  package func furtherNotices(
    _ messages: [Incoming<HireWithdrawn>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] {
    _ = try await HireNews.learn(
      messages.map {
        HireStatements.Told(
          hireID: $0.data.hireId, revision: $0.data.revision,
          asOf: $0.data.withdrawnAt ?? $0.event.time ?? $0.receivedAt, recommendationID: nil)
      }, in: transaction)
    return [:]
  }
}
