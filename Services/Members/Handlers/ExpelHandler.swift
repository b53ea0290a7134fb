import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Ends the membership of somebody who is not admitted again until staff readmit them (M10).
///
/// Who left already is told to nobody: for everybody else nothing changes.
package struct ExpelHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The members, and by what they are recognised when they come back.
  package struct State: Sendable {
    var members: ActiveMembers
    var people: KnownPeople
  }

  package func load(_ messages: [Incoming<Expel>], in transaction: Transaction) async throws -> State {
    let ids = messages.map(\.data.memberId)
    let rows = try await transaction.query([MemberStatements.lockAddresses, MemberStatements.lock(ids)])[1]
    let members = try ActiveMembers(rows)
    let keys = Set(members.all(ids).flatMap { identity.keys(of: $0) })
    return State(members: members, people: try await .load(by: keys, and: ids, in: transaction))
  }

  package func decide(
    _ message: Incoming<Expel>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    var member = try state.members.memberOrFormer(message.data.memberId)
    guard member.expelledAt == nil else { return Accepted() }
    let wasActive = member.expel(at: emission.now)
    // A program that knew of no persons may have let them join.
    state.people.recognise(expelled: &member, by: identity, at: emission.now)
    if wasActive {
      state.members.end(member, by: identity)
      emission.publish(MemberLeft(memberId: member.id, leftAt: emission.now))
    } else {
      state.members.change(member)
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.members.save(identity) + state.people.save(identity)
  }
}
