import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling

/// Puts a version of the charter in force at once (M3).
///
/// The one in force already stays so, and nobody is told again; a former one may come back.
package struct PublishCharterHandler: CommandHandler {
  package init() {}

  /// The charter in force, and those put in force.
  package struct State: Sendable {
    var inForce: Charter
    var published: [Charter] = []
  }

  package func load(_ messages: [Incoming<PublishCharter>], in transaction: Transaction) async throws -> State {
    State(inForce: try CharterStatements.charter(try await transaction.query(CharterStatements.inForce)))
  }

  package func decide(
    _ message: Incoming<PublishCharter>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    guard let next = state.inForce.succeeded(by: message.data.charterVersion, at: emission.now) else {
      return Accepted()
    }
    state.inForce = next
    state.published.append(next)
    emission.publish(CharterPublished(charterVersion: next.version, inForceSince: next.inForceSince))
    return Accepted()
  }

  /// The ordinal is a key: of two processes that publish at once, one decides again.
  package func save(_ state: State) -> [Statement] {
    state.published.isEmpty ? [] : [CharterStatements.insert(state.published)]
  }
}
