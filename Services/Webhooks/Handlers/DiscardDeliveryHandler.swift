import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Decides that nothing comes of a webhook that waits; once more changes nothing.
package struct DiscardDeliveryHandler: CommandHandler {
  package init() {}

  /// The webhooks of a batch, and those that are discarded, each with why.
  package struct State: Sendable {
    var states: [DeliveryID: DeliveryState]
    var discarded: [(id: DeliveryID, reason: String)] = []
    var decidedAt: Timestamp?
  }

  package func load(_ messages: [Incoming<DiscardDelivery>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(DeliveryStatements.hold(messages.map(\.data.deliveryId)))
    let deliveries = try rows.map(DeliveryStatements.delivery)
    return State(states: Dictionary(deliveries.map { ($0.id, $0.state) }) { first, _ in first })
  }

  package func decide(
    _ message: Incoming<DiscardDelivery>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let id = message.data.deliveryId
    switch state.states[id] {
    case nil: throw Problem(.deliveryNotFound)
    case .discarded: break
    case .quarantined:
      state.states[id] = .discarded
      state.discarded.append((id, message.data.reason))
      state.decidedAt = emission.now
    default: throw Problem(.deliveryNotWaiting)
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard let decidedAt = state.decidedAt else { return [] }
    return state.discarded.map { DeliveryStatements.discard([$0.id], because: $0.reason, at: decidedAt) }
  }
}
