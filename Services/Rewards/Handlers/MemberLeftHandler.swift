import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Who left keeps what earlier recommendations earn (M5), but has no share in hires of afterwards (W2).
package struct MemberLeftHandler: EventHandler {
  /// What leaving takes back, and who left.
  package struct State: Sendable {
    fileprivate var book: HireBook
    fileprivate var left: Set<MemberID> = []
  }

  package init() {}

  package func load(_ messages: [Incoming<MemberLeft>], in transaction: Transaction) async throws -> State {
    State(
      book: try await HireBook.load(
        leaving: messages.map(\.data.memberId), at: messages[0].receivedAt, in: transaction))
  }

  package func decide(
    _ message: Incoming<MemberLeft>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let member = message.data.memberId
    guard state.book.profile(of: member).leftAt == nil else { return }
    let leftAt = message.data.leftAt ?? message.event.time ?? message.receivedAt
    state.book.leave(member, at: leftAt, because: message.id, emitting: &emission)
    state.left.insert(member)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.left.isEmpty else { return [] }
    return [MemberStatements.update(state.left.sorted().map { ($0, state.book.profile(of: $0)) })]
      + state.book.statements
  }
}
