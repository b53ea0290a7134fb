import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A withdrawn hire takes back everything that it caused (H3, W8); it may come before the hire.
package struct HireWithdrawnHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<HireWithdrawn>], in transaction: Transaction) async throws -> HireBook {
    try await HireBook.load(
      messages.map(\.data.hireId), reported: [], at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<HireWithdrawn>, on state: inout HireBook, emitting emission: inout Emission
  ) throws(Problem) {
    state.withdraw(
      message.data.hireId, at: message.data.withdrawnAt, revision: message.data.revision,
      toldAt: message.event.time ?? message.receivedAt, because: message.id, emitting: &emission)
  }

  package func save(_ state: HireBook) -> [Statement] { state.statements }
}
