import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Invites somebody for an active member, who becomes the sponsor: as staff do on a member's behalf (M1).
package struct InviteAsMemberHandler: CommandHandler {
  private let inviting: InviteMemberHandler

  package init(identity: MemberIdentity) {
    inviting = InviteMemberHandler(identity: identity)
  }

  package func load(
    _ messages: [Incoming<InviteAsMember>], in transaction: Transaction
  ) async throws -> InviteMemberHandler.State {
    try await inviting.load(
      messages.map { InviteMember($0.data) }, at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<InviteAsMember>, on state: inout InviteMemberHandler.State, emitting emission: inout Emission
  ) throws(Problem) -> InviteAsMember.Result {
    do throws(Problem) {
      return try inviting.decide(InviteMember(message.data), on: &state, emitting: &emission)
    } catch  where error.code == .sponsorNotActive {
      throw Problem(.memberNotActive)
    }
  }

  package func save(_ state: InviteMemberHandler.State) -> [Statement] { inviting.save(state) }
}

extension InviteMember {
  /// The same invitation as staff would make it for the member.
  fileprivate init(_ command: InviteAsMember) {
    self.init(
      invitationId: command.invitationId, email: command.email, sponsorId: command.memberId, locale: command.locale,
      expiresAt: command.expiresAt, deliver: command.deliver)
  }
}
