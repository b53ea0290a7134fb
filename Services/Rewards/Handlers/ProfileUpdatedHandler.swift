import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A profile's default option rules the bonuses to come, and those that wait where the member says so (W3).
package struct ProfileUpdatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ProfileUpdated>], in transaction: Transaction
  ) async throws -> ProfileState {
    let former = messages.flatMap { $0.data.formerPersonIds ?? [] }
    return try await ProfileState.load(
      ProfileState.lock(
        messages.map(\.data.memberId) + former.map { MemberID(rawValue: $0.rawValue) },
        persons: messages.compactMap(\.data.personId),
        settling: messages.filter { $0.data.applyOptionToHeld == true }.map(\.data.memberId), in: transaction),
      preferences: messages.compactMap(\.data.rewardOption), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<ProfileUpdated>, on state: inout ProfileState, emitting emission: inout Emission
  ) throws(Problem) {
    let updated = message.data
    state.take(
      updated.rewardOption, revision: updated.revision, of: updated.memberId, because: message.id, emitting: &emission)
    state.learn(updated.personId, and: updated.formerPersonIds, of: updated.memberId)
    guard updated.applyOptionToHeld == true, let preference = updated.rewardOption else { return }
    state.apply(preference, toHeldOf: updated.memberId, because: message.id, emitting: &emission)
  }

  package func save(_ state: ProfileState) -> [Statement] { state.statements }
}
