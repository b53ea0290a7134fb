import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Invites somebody, for the platform's staff or for an active member who becomes the sponsor (M1).
package struct InviteMemberHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// What inviting depends on, and the invitations made.
  package struct State: Sendable {
    let policy: MembersPolicy
    let activeSponsors: Set<MemberID>
    let activeAddresses: Set<IdentityKey>
    var takenIDs: Set<InvitationID>
    var made: [InvitationsTable.NewInvitation] = []
  }

  package func load(_ messages: [Incoming<InviteMember>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      MembersTable.holdActive(messages.compactMap(\.data.sponsorId)),
      MembersTable.activeAddresses(messages.map { identity.keys(of: $0.data.email) }),
      InvitationsTable.taken(messages.compactMap(\.data.invitationId)),
      PoliciesTable.inForce(at: messages[0].receivedAt),
    ])
    return State(
      policy: try PoliciesTable.policy(results[3]),
      activeSponsors: Set(try results[0].decode(MemberID.self)),
      activeAddresses: Set(try MembersTable.holders(results[1]).keys),
      takenIDs: Set(try results[2].decode(InvitationID.self))
    )
  }

  package func decide(
    _ message: Incoming<InviteMember>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> InviteMember.Result {
    let command = message.data
    let address = identity.keys(of: command.email)
    if let sponsor = command.sponsorId, !state.activeSponsors.contains(sponsor) { throw Problem(.sponsorNotActive) }
    guard state.activeAddresses.isDisjoint(with: address.all) else { throw Problem(.alreadyMember) }
    let id = command.invitationId ?? .make()
    guard state.takenIDs.insert(id).inserted else { throw Problem(.idAlreadyUsed) }
    let expiresAt = InvitationLastsAsThePolicySays.expiry(
      of: command.expiresAt, invitedAt: emission.now, validityDays: state.policy.invitationValidityDays)
    let new = InvitationsTable.NewInvitation(
      invitation: Invitation(
        id: id, sponsorID: command.sponsorId, emailKey: address.first, locale: command.locale, expiresAt: expiresAt),
      code: .make(),
      email: command.email,
      policyVersion: state.policy.version,
      invitedAt: emission.now
    )
    state.made.append(new)
    emission.publish(MemberInvited(invitationId: id, sponsorId: command.sponsorId, expiresAt: expiresAt))
    if command.deliver == .email { emission.publish(InvitationDeliveryRequested(new)) }
    return InviteMember.Result(invitationId: id, invitationCode: new.code.text, expiresAt: expiresAt)
  }

  package func save(_ state: State) -> [Statement] {
    state.made.isEmpty ? [] : [InvitationsTable.insert(state.made)]
  }
}

extension InvitationDeliveryRequested {
  /// French where who invites named no language (N4).
  fileprivate init(_ new: InvitationsTable.NewInvitation) {
    self.init(
      invitationId: new.invitation.id,
      email: new.email,
      invitationCode: new.code.text,
      expiresAt: new.invitation.expiresAt,
      locale: new.invitation.locale ?? .french
    )
  }
}
