import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A profile's default option rules the bonuses to come (W3).
package struct ProfileUpdatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ProfileUpdated>], in transaction: Transaction
  ) async throws -> ProfileState {
    try await ProfileState.load(
      ProfileState.lock(messages.map(\.data.memberId), in: transaction),
      preferences: messages.compactMap(\.data.rewardOption), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<ProfileUpdated>, on state: inout ProfileState, emitting emission: inout Emission
  ) throws(Problem) {
    state.take(
      message.data.rewardOption, revision: message.data.revision, of: message.data.memberId, because: message.id,
      emitting: &emission)
  }

  package func save(_ state: ProfileState) -> [Statement] { state.statements }
}
