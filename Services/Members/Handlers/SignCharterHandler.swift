import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Takes a member's signature under the charter in force (M3).
package struct SignCharterHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The members, the charter, and the signatures given.
  package struct State: Sendable {
    let charter: Charter
    var members: ActiveMembers
    var signatures: [CharterStatements.Signature] = []
  }

  package func load(_ messages: [Incoming<SignCharter>], in transaction: Transaction) async throws -> State {
    let results = try await transaction.query([
      MemberStatements.lockActive(messages.map(\.data.memberId)), CharterStatements.inForce,
    ])
    return State(charter: try CharterStatements.charter(results[1]), members: try ActiveMembers(results[0]))
  }

  package func decide(
    _ message: Incoming<SignCharter>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let version = message.data.charterVersion
    var member = try state.members.member(message.data.memberId)
    if let refusal = OnlyTheCharterInForceCanBeSigned.refusal(of: version, inForce: state.charter.version) {
      throw Problem(refusal)
    }
    guard member.charterVersion != version else { return Accepted() }
    member.charterVersion = version
    state.members.change(member)
    state.signatures.append(.init(memberID: member.id, version: version, signedAt: emission.now))
    emission.publish(CharterSigned(memberId: member.id, charterVersion: version))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.signatures.isEmpty else { return [] }
    return state.members.save(identity) + [CharterStatements.insert(state.signatures)]
  }
}
