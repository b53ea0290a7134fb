import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Changes what a member said of themselves (M4).
package struct UpdateProfileHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The members, and whose the addresses are that somebody wants.
  package struct State: Sendable {
    var members: ActiveMembers
    var holders: [IdentityKey: MemberID]
  }

  package func load(_ messages: [Incoming<UpdateProfile>], in transaction: Transaction) async throws -> State {
    let addresses = messages.compactMap { $0.data.email.map { identity.keys(of: $0) } }
    if !addresses.isEmpty { transaction.enqueue(MemberStatements.lockAddresses) }
    let results = try await transaction.query([
      MemberStatements.lockActive(messages.map(\.data.memberId), orWithoutAddress: !addresses.isEmpty),
      MemberStatements.activeAddresses(addresses),
    ])
    return State(members: try ActiveMembers(results[0]), holders: try MemberStatements.holders(results[1]))
  }

  package func decide(
    _ message: Incoming<UpdateProfile>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let former = try state.members.member(message.data.memberId)
    let contact = message.data.applied(to: former.contact)
    let profile = message.data.applied(to: former.profile)
    var member = former
    guard member.change(contact: contact, profile: profile) else { return Accepted() }
    if let holder = move(&member, from: former.contact.email, on: &state) {
      emission.publish(MemberIdentityConflict(memberId: member.id, holderId: holder))
    }
    state.members.change(member)
    handOn(former, nowThat: member, on: &state)
    if identity.keys(of: member) != identity.keys(of: former) { emission.publish(MemberIdentified(member, identity)) }
    emission.publish(ProfileUpdated(member))
    if contact != former.contact || profile.locale != former.profile.locale {
      emission.publish(ContactChanged(member))
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.members.save(identity)
  }

  /// Gives the address that a member had to another who lives there, where the member moved away.
  private func handOn(_ former: Member, nowThat member: Member, on state: inout State) {
    let (left, kept) = (identity.keys(of: former.contact.email), identity.keys(of: member.contact.email))
    guard former.holdsAddress, left.all != kept.all, let heir = state.members.handOn(left, by: identity) else { return }
    for key in left.all { state.holders[key] = heir }
  }

  /// Claims an address for a member; whose it is where it is another active member's.
  ///
  /// The member moves there all the same, and is answered as any other: an answer would say who is a member (M1, M8).
  private func move(_ member: inout Member, from email: EmailAddress, on state: inout State) -> MemberID? {
    let (former, keys) = (identity.keys(of: email), identity.keys(of: member.contact.email))
    guard keys.all != former.all else { return nil }
    if member.holdsAddress {
      for key in former.known where state.holders[key] == member.id { state.holders[key] = nil }
    }
    let holder = keys.known.compactMap { state.holders[$0] }.first { $0 != member.id }
    member.holdsAddress = holder == nil
    if holder == nil {
      for key in keys.all { state.holders[key] = member.id }
    }
    return holder
  }
}

extension UpdateProfile {
  fileprivate func applied(to contact: Contact) -> Contact {
    Contact(
      firstName: firstName ?? contact.firstName,
      lastName: lastName ?? contact.lastName,
      email: email ?? contact.email,
      phone: phone.applied(to: contact.phone)
    )
  }

  fileprivate func applied(to profile: Profile) -> Profile {
    Profile(
      sectors: sectors ?? profile.sectors,
      zones: zones ?? profile.zones,
      employer: employer.applied(to: profile.employer),
      locale: locale ?? profile.locale,
      rewardOption: rewardOption.applied(to: profile.rewardOption)
    )
  }
}
