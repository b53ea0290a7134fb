import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Changes what a member said of themselves (M4, M11), and by what they are recognised (M5).
package struct UpdateProfileHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The members, and whose the addresses are that somebody wants.
  package struct State: Sendable {
    var members: ActiveMembers
    var holders: [IdentityKey: MemberID]
    var people: KnownPeople
  }

  package func load(_ messages: [Incoming<UpdateProfile>], in transaction: Transaction) async throws -> State {
    let addresses = messages.compactMap { $0.data.email.map { identity.keys(of: $0) } }
    let telling = messages.map(\.data).filter(\.changesIdentity)
    if !telling.isEmpty { transaction.enqueue(MemberStatements.lockAddresses) }
    let results = try await transaction.query([
      MemberStatements.lockActive(messages.map(\.data.memberId), orWithoutAddress: !addresses.isEmpty),
      MemberStatements.activeAddresses(addresses),
    ])
    let members = try ActiveMembers(results[0])
    return State(
      members: members, holders: try MemberStatements.holders(results[1]),
      people: try await .load(
        by: keys(in: telling, of: members), and: telling.map(\.memberId), in: transaction))
  }

  package func decide(
    _ message: Incoming<UpdateProfile>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    try ATelephoneIsANumber.check(message.data.phone.replacement)
    let former = try state.members.member(message.data.memberId)
    let contact = message.data.applied(to: former.contact)
    let profile = message.data.applied(to: former.profile)
    var member = former
    let isChanged = member.change(contact: contact, profile: profile)
    let appliesOption = message.data.applyOptionToHeld == true && profile.rewardOption != nil
    guard isChanged || appliesOption else { return Accepted() }
    // What is told has a revision of its own, also where the profile says what it said.
    if !isChanged { member.revision += 1 }
    if let holder = move(&member, from: former.contact.email, on: &state) {
      emission.publish(MemberIdentityConflict(memberId: member.id, holderId: holder))
    }
    var united: [PersonID] = []
    if identity.keys(of: member) != identity.keys(of: former) {
      united = state.people.recognise(changed: &member, from: former, by: identity, at: emission.now)
      emission.publish(MemberIdentified(member, among: state.people, identity))
    }
    state.members.change(member)
    handOn(former, nowThat: member, on: &state)
    emission.publish(ProfileUpdated(member, uniting: united, appliesOptionToHeld: appliesOption))
    if contact != former.contact || profile.locale != former.profile.locale {
      emission.publish(ContactChanged(member))
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.members.save(identity) + state.people.save(identity)
  }

  /// All keys that members may have on the way: any address or number that they have or want, read with any country.
  private func keys(in commands: [UpdateProfile], of members: ActiveMembers) -> Set<IdentityKey> {
    var keys: Set<IdentityKey> = []
    for (id, commands) in Dictionary(grouping: commands, by: \.memberId) {
      guard let member = members.all([id]).first else { continue }
      let emails = [member.contact.email] + commands.compactMap(\.email)
      let phones = ([member.contact.phone] + commands.map(\.phone.replacement)).compactMap(\.self)
      let countries = Set([member.profile.country] + commands.map { $0.zones?.first?.country })
      let given =
        emails.map { GivenIdentity.email($0) }
        + phones.flatMap { phone in countries.map { .phone(phone, country: $0) } }
      keys.formUnion(identity.keys(of: given))
    }
    return keys
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
  /// Whether it may change by what the member is recognised: zones tell how a number is read.
  fileprivate var changesIdentity: Bool { email != nil || phone != .keep || zones != nil }

  fileprivate func applied(to contact: Contact) -> Contact {
    Contact(
      firstName: firstName ?? contact.firstName,
      lastName: lastName ?? contact.lastName,
      email: email ?? contact.email,
      phone: phone.applied(to: contact.phone),
      offersByMail: offersByMail ?? contact.offersByMail
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
