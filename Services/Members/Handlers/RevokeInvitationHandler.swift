import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Takes an invitation back: it admits nobody any more (M1).
package struct RevokeInvitationHandler: CommandHandler {
  package init() {}

  /// Who joined with each invitation, and which are taken back.
  package struct State: Sendable {
    let usedBy: [InvitationID: MemberID?]
    var revoked: Set<InvitationID> = []
    var revokedAt = Timestamp(microseconds: 0)
  }

  package func load(_ messages: [Incoming<RevokeInvitation>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(InvitationStatements.lock(messages.map(\.data.invitationId)))
    let usedBy = try rows.decode((InvitationID, MemberID?).self)
    return State(usedBy: Dictionary(usedBy) { first, _ in first })
  }

  package func decide(
    _ message: Incoming<RevokeInvitation>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    guard let usedBy = state.usedBy[message.data.invitationId] else { throw Problem(.invitationNotFound) }
    guard usedBy == nil else { throw Problem(.invitationAlreadyUsed) }
    state.revoked.insert(message.data.invitationId)
    state.revokedAt = emission.now
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.revoked.isEmpty ? [] : [InvitationStatements.revoke(state.revoked.sorted(), at: state.revokedAt)]
  }
}
