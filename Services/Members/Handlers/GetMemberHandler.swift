import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Says who a member is, by id or by the address that they have (A1).
///
/// A former address leads to nobody: it may be somebody else's by now. Of several memberships with an address it is the active
/// one, else the last.
package struct GetMemberHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The members who were asked for by id, and those who may be meant by an address.
  package struct State: Sendable {
    let byID: [MemberID: Member]
    let byAddress: [IdentityKey: Member]
  }

  package func load(_ messages: [Incoming<GetMember>], in transaction: Transaction) async throws -> State {
    let addresses = messages.compactMap { $0.data.memberId == nil ? $0.data.email : nil }.map { identity.keys(of: $0) }
    let results = try await transaction.query([
      MemberStatements.select(messages.compactMap(\.data.memberId)), MemberStatements.select(by: addresses),
    ])
    let byID = try results[0].map { try MemberStatements.member($0) }
    let found = try results[1].map { try MemberStatements.member($0) }
    let byAddress = found.flatMap { member in
      Set(identity.keys(of: member.contact.email).all).map { ($0, member) }
    }
    return State(
      byID: Dictionary(byID.map { ($0.id, $0) }) { first, _ in first },
      byAddress: Dictionary(byAddress) { $0.isMeant(ratherThan: $1) ? $0 : $1 })
  }

  package func decide(
    _ message: Incoming<GetMember>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> DescribedMember {
    let byAddress = message.data.email.flatMap { state.byAddress[identity.keys(of: $0).first] }
    guard let member = message.data.memberId.map({ state.byID[$0] }) ?? byAddress else {
      throw Problem(.memberNotFound)
    }
    return DescribedMember(member)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}

extension Member {
  fileprivate func isMeant(ratherThan other: Member) -> Bool {
    if isActive != other.isActive { return isActive }
    if holdsAddress != other.holdsAddress { return holdsAddress }
    return (joinedAt, id) > (other.joinedAt, other.id)
  }
}

extension DescribedMember {
  fileprivate init(_ member: Member) {
    self.init(
      memberId: member.id, state: member.state, joinedAt: member.joinedAt, leftAt: member.leftAt,
      sponsorId: member.sponsorID, firstName: member.contact.firstName, lastName: member.contact.lastName,
      email: member.contact.email, phone: member.contact.phone, sectors: member.profile.sectors,
      zones: member.profile.zones, employer: member.profile.employer, locale: member.profile.locale,
      rewardOption: member.profile.rewardOption, offersByMail: member.contact.offersByMail,
      charterVersion: member.charterVersion)
  }
}
