import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Lets an invited person join: with the invitation, once, signing the charter in force (M1 to M5, M10).
package struct JoinHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// What joining depends on, and who joined.
  package struct State: Sendable {
    let charter: Charter
    var invitations: [InvitationCode: Invitation]
    var activeAddresses: Set<IdentityKey>
    var people: KnownPeople
    var takenIDs: Set<MemberID>
    var joined: [Member] = []
  }

  package func load(_ messages: [Incoming<Join>], in transaction: Transaction) async throws -> State {
    transaction.enqueue(MemberStatements.lockAddresses)
    let codes = Set(messages.compactMap { InvitationCode($0.data.invitationCode) })
    let results = try await transaction.query([
      InvitationStatements.lock(codes: Array(codes)),
      MemberStatements.activeAddresses(messages.map { identity.keys(of: $0.data.email) }),
      MemberStatements.taken(messages.compactMap(\.data.memberId)),
      CharterStatements.inForce,
    ])
    var invitations: [InvitationCode: Invitation] = [:]
    for row in results[0] {
      let (code, invitation) = try InvitationStatements.invitation(row, identity)
      if let code = InvitationCode(code) { invitations[code] = invitation }
    }
    let keys = messages.flatMap { identity.keys(of: $0.data.givenIdentities) }
    return State(
      charter: try CharterStatements.charter(results[3]),
      invitations: invitations,
      activeAddresses: Set(try MemberStatements.holders(results[1]).keys),
      people: try await .load(by: Set(keys), in: transaction),
      takenIDs: Set(try results[2].decode(MemberID.self))
    )
  }

  package func decide(
    _ message: Incoming<Join>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Join.Result {
    let command = message.data
    try ATelephoneIsANumber.check(command.phone)
    let id = command.memberId ?? .make()
    let invitation = try admission(of: command, as: id, on: state, at: emission.now)
    var member = Member(
      id: id,
      invitationID: invitation.id,
      sponsorID: invitation.sponsorID,
      joinedAt: emission.now,
      contact: Contact(
        firstName: command.firstName, lastName: command.lastName, email: command.email, phone: command.phone),
      profile: Profile(
        sectors: command.sectors, zones: command.zones, employer: command.employer,
        locale: command.locale ?? invitation.locale ?? .french, rewardOption: command.rewardOption),
      charterVersion: command.charterVersion
    )
    state.takenIDs.insert(member.id)
    if let code = InvitationCode(command.invitationCode) { state.invitations[code]?.usedBy = member.id }
    state.activeAddresses.formUnion(identity.keys(of: command.email).known)
    let united = state.people.recognise(joining: &member, by: identity)
    state.joined.append(member)
    // By what the member is recognised comes first: who knows the member by then knows that, too (R5).
    emission.publish(MemberIdentified(member, among: state.people, identity))
    emission.publish(MemberJoined(member, uniting: united))
    emission.publish(ContactChanged(member))
    return Join.Result(memberId: member.id)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.joined.isEmpty else { return [] }
    return [
      MemberStatements.insert(state.joined, identity),
      InvitationStatements.use(state.joined),
      CharterStatements.insert(
        state.joined.map { .init(memberID: $0.id, version: $0.charterVersion, signedAt: $0.joinedAt) }),
    ] + state.people.save(identity)
  }

  /// The invitation that lets somebody in, or the refusal.
  ///
  /// Whether the address is a member's, or the person was expelled, is looked at last: whoever tries an invitation must not learn
  /// it from which other fault is found before (M1).
  private func admission(
    of command: Join, as id: MemberID, on state: State, at now: Timestamp
  ) throws(Problem) -> Invitation {
    let address = identity.keys(of: command.email)
    let invitation = InvitationCode(command.invitationCode).flatMap { state.invitations[$0] }
    let refusal =
      InvitationAdmitsItsInviteeOnce.refusal(of: invitation, to: address.first, at: now)
      ?? OnlyTheCharterInForceCanBeSigned.refusal(of: command.charterVersion, inForce: state.charter.version)
      ?? (state.takenIDs.contains(id) ? .idAlreadyUsed : nil)
    if let refusal { throw Problem(refusal) }
    guard let invitation else { throw Problem(.invitationNotFound) }
    let barred = OnlyStaffReadWhoIsAMember.refusal(
      of: invitation, toMember: !state.activeAddresses.isDisjoint(with: address.known),
      expelled: state.people.isExpelled(anyOf: identity.keys(of: command.givenIdentities)))
    if let barred { throw Problem(barred) }
    return invitation
  }
}

extension Join {
  /// What the person is recognised by.
  fileprivate var givenIdentities: [GivenIdentity] {
    [.email(email)] + (phone.map { [.phone($0, country: zones.first?.country)] } ?? [])
  }
}
