import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Lets a member leave, at any time and at once (M5).
package struct LeaveHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  package func load(_ messages: [Incoming<Leave>], in transaction: Transaction) async throws -> ActiveMembers {
    let lock = MemberStatements.lockActive(messages.map(\.data.memberId), orWithoutAddress: true)
    return try ActiveMembers(try await transaction.query([MemberStatements.lockAddresses, lock])[1])
  }

  package func decide(
    _ message: Incoming<Leave>, on members: inout ActiveMembers, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    var member = try members.member(message.data.memberId)
    member.leftAt = emission.now
    members.end(member, by: identity)
    emission.publish(MemberLeft(memberId: member.id, leftAt: emission.now))
    return Accepted()
  }

  package func save(_ members: ActiveMembers) -> [Statement] {
    members.save(identity)
  }
}
