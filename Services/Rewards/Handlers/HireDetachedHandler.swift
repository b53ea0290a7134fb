import MessageHandling
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// A hire that staff took from its recommendation takes back everything that it caused there (H4, W8); it may come before the hire.
package struct HireDetachedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<HireDetached>], in transaction: Transaction) async throws -> HireBook {
    try await HireBook.load(
      messages.map(\.data.hireId), reported: [], at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<HireDetached>, on state: inout HireBook, emitting emission: inout Emission
  ) throws(Problem) {
    state.detach(
      message.data.hireId, revision: message.data.revision, toldAt: message.event.time ?? message.receivedAt,
      because: message.id, emitting: &emission)
  }

  package func save(_ state: HireBook) -> [Statement] { state.statements }
}
