import MembersDomain
import Messages
import PolicyVersions
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
    let policy: MembershipTerms
    /// First and last names.
    let activeSponsors: [MemberID: String]
    let activeAddresses: Set<IdentityKey>
    let people: KnownPeople
    var takenIDs: Set<InvitationID>
    var made: [InvitationStatements.NewInvitation] = []
  }

  package func load(_ messages: [Incoming<InviteMember>], in transaction: Transaction) async throws -> State {
    try await load(messages.map(\.data), at: messages[0].receivedAt, in: transaction)
  }

  func load(_ commands: [InviteMember], at now: Timestamp, in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      MemberStatements.holdActive(commands.compactMap(\.sponsorId)),
      MemberStatements.activeAddresses(commands.map { identity.keys(of: $0.email) }),
      InvitationStatements.taken(commands.compactMap(\.invitationId)),
      MembershipPolicy.statements.inForce(at: now),
    ])
    return State(
      policy: try MembershipPolicy.statements.terms(results[3]),
      activeSponsors: Dictionary(
        try results[0].decode((MemberID, String, String).self).map { ($0.0, "\($0.1) \($0.2)") }
      ) { first, _ in first },
      activeAddresses: Set(try MemberStatements.holders(results[1]).keys),
      people: try await .load(by: Set(commands.flatMap { identity.keys(of: $0.email).known }), in: transaction),
      takenIDs: Set(try results[2].decode(InvitationID.self))
    )
  }

  package func decide(
    _ message: Incoming<InviteMember>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> InviteMember.Result {
    try decide(message.data, on: &state, emitting: &emission)
  }

  func decide(
    _ command: InviteMember, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> InviteMember.Result {
    let address = identity.keys(of: command.email)
    if let sponsor = command.sponsorId, state.activeSponsors[sponsor] == nil { throw Problem(.sponsorNotActive) }
    let isMembers = !state.activeAddresses.isDisjoint(with: address.known)
    let isExpelled = state.people.isExpelled(anyOf: address.known)
    let refusal = OnlyStaffReadWhoIsAMember.refusal(
      ofInvitationBy: command.sponsorId, toMember: isMembers, expelled: isExpelled)
    if let refusal { throw Problem(refusal) }
    let id = command.invitationId ?? .make()
    guard state.takenIDs.insert(id).inserted else { throw Problem(.idAlreadyUsed) }
    let expiresAt = InvitationLastsAsThePolicySays.expiry(
      of: command.expiresAt, invitedAt: emission.now, validityDays: state.policy.invitationValidityDays)
    let new = InvitationStatements.NewInvitation(
      invitation: Invitation(
        id: id, sponsorID: command.sponsorId, emailKey: address.first, locale: command.locale, expiresAt: expiresAt),
      code: .make(),
      email: command.email,
      policyVersion: state.policy.version,
      invitedAt: emission.now
    )
    state.made.append(new)
    emission.publish(MemberInvited(invitationId: id, sponsorId: command.sponsorId, expiresAt: expiresAt))
    if command.deliver == .email { deliver(new, toMember: isMembers, expelled: isExpelled, on: state, by: &emission) }
    return InviteMember.Result(invitationId: id, invitationCode: new.code.text, expiresAt: expiresAt)
  }

  /// Has an invitation sent; at a member's address a letter without a code is, and to who was expelled nothing.
  private func deliver(
    _ new: InvitationStatements.NewInvitation, toMember isMembers: Bool, expelled isExpelled: Bool, on state: State,
    by emission: inout Emission
  ) {
    if isMembers {
      emission.publish(InvitationOfMemberRequested(new))
    } else if !isExpelled {
      let sponsor = new.invitation.sponsorID.flatMap { state.activeSponsors[$0] }
      emission.publish(InvitationDeliveryRequested(new, from: sponsor))
    }
  }

  package func save(_ state: State) -> [Statement] {
    state.made.isEmpty ? [] : [InvitationStatements.insert(state.made)]
  }
}

extension InvitationDeliveryRequested {
  /// French where who invites named no language (N4); of a name at most as much as a line holds.
  fileprivate init(_ new: InvitationStatements.NewInvitation, from sponsor: String?) {
    self.init(
      invitationId: new.invitation.id,
      email: new.email,
      invitationCode: new.code.text,
      expiresAt: new.invitation.expiresAt,
      locale: new.invitation.locale ?? .french,
      sponsorName: sponsor.map { String($0.unicodeScalars.prefix(Validator.maximumLineLength)) }
    )
  }
}

extension InvitationOfMemberRequested {
  fileprivate init(_ new: InvitationStatements.NewInvitation) {
    self.init(invitationId: new.invitation.id, email: new.email, locale: new.invitation.locale ?? .french)
  }
}
