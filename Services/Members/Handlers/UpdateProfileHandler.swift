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
    let results = try await transaction.query([
      MembersTable.lockActive(messages.map(\.data.memberId)), MembersTable.activeAddresses(addresses),
    ])
    return State(members: try ActiveMembers(results[0]), holders: try MembersTable.holders(results[1]))
  }

  package func decide(
    _ message: Incoming<UpdateProfile>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let former = try state.members.member(message.data.memberId)
    let contact = message.data.applied(to: former.contact)
    let profile = message.data.applied(to: former.profile)
    try move(former, to: contact.email, on: &state)
    var member = former
    guard member.change(contact: contact, profile: profile) else { return Accepted() }
    state.members.change(member)
    emission.publish(ProfileUpdated(member, identityKeys: identity.keys(of: member)))
    if contact != former.contact || profile.locale != former.profile.locale {
      emission.publish(ContactChanged(member))
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.members.save(identity)
  }

  /// Claims an address for a member; throws `already-member` when it is another active member's.
  private func move(_ member: Member, to email: EmailAddress, on state: inout State) throws(Problem) {
    let (former, keys) = (identity.keys(of: member.contact.email), identity.keys(of: email))
    guard keys != former else { return }
    guard keys.all.allSatisfy({ state.holders[$0] == nil }) else { throw Problem(.alreadyMember) }
    for key in former.all { state.holders[key] = nil }
    for key in keys.all { state.holders[key] = member.id }
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
