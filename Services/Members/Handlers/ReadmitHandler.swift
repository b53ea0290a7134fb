import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Lets somebody who was expelled be invited again (M10): whoever is, or was, recognised by an address.
package struct ReadmitHandler: CommandHandler {
  let identity: MemberIdentity

  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  /// The keys of those who are readmitted.
  package struct State: Sendable {
    var keys: Set<IdentityKey> = []
  }

  /// Who somebody is must not change until the transaction ends.
  package func load(_ messages: [Incoming<Readmit>], in transaction: Transaction) async throws -> State {
    transaction.enqueue(MemberStatements.lockAddresses)
    return State()
  }

  package func decide(
    _ message: Incoming<Readmit>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    state.keys.formUnion(identity.keys(of: message.data.email).known)
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.keys.isEmpty ? [] : [MemberStatements.readmit(state.keys.sorted { $0.rawValue < $1.rawValue })]
  }
}
