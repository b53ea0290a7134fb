import MessageHandling
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// A bonus that stands is moved when it turns out whether candidate and member have the same employer (R6, W4); it may come before
/// the hire.
package struct ConflictOfInterestChangedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ConflictOfInterestChanged>], in transaction: Transaction
  ) async throws -> HireBook {
    try await HireBook.load(
      changing: messages.map { (id: $0.data.recommendationId, memberID: $0.data.memberId) },
      at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<ConflictOfInterestChanged>, on state: inout HireBook, emitting emission: inout Emission
  ) throws(Problem) {
    state.change(
      ConflictOfInterest(isOwnCompany: message.data.conflictOfInterest, revision: message.data.revision),
      of: message.data.recommendationId, because: message.id, emitting: &emission)
  }

  package func save(_ state: HireBook) -> [Statement] { state.statements }
}
