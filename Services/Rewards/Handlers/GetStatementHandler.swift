import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Says what a member holds, and what led to it, in a year or ever (W6).
package struct GetStatementHandler: CommandHandler {
  /// The answers, by the member or by the position of the question.
  package struct State: Sendable {
    fileprivate var known: Set<MemberID>
    fileprivate var balances: [MemberID: StatementBalances]
    fileprivate var entries: [Int: [LedgerEntry]]
    fileprivate var rewards: [Int: [RewardGranted]]
    fileprivate var paid: [Int: Cents]
    fileprivate var positions: [MemberAccountStatements.Question: Int]
  }

  package init() {}

  package func load(_ messages: [Incoming<GetStatement>], in transaction: Transaction) async throws -> State {
    let members = Set(messages.map(\.data.memberId)).sorted()
    let questions = Array(Set(messages.map { MemberAccountStatements.Question($0.data) }))
    let now = messages[0].receivedAt
    let results = try await transaction.query([
      MemberAccountStatements.selectKnown(members), MemberAccountStatements.selectBalances(members),
      MemberAccountStatements.selectEntries(questions, at: now),
      MemberAccountStatements.selectRewards(questions, at: now),
      MemberAccountStatements.selectPaid(questions, at: now),
    ])
    return State(
      known: Set(try results[0].decode(MemberID.self)),
      balances: try MemberAccountStatements.balances(results[1]),
      entries: try MemberAccountStatements.entries(results[2]),
      rewards: try MemberAccountStatements.rewards(results[3]),
      paid: try MemberAccountStatements.paid(results[4]),
      positions: Dictionary(uniqueKeysWithValues: zip(questions, questions.indices)))
  }

  package func decide(
    _ message: Incoming<GetStatement>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetStatement.Result {
    let member = message.data.memberId
    guard state.known.contains(member), let position = state.positions[MemberAccountStatements.Question(message.data)]
    else { throw Problem(.memberNotFound) }
    return GetStatement.Result(
      balances: state.balances[member] ?? StatementBalances(payableCents: 0, claimCents: 0, points: 0),
      entries: state.entries[position] ?? [],
      rewards: state.rewards[position] ?? [],
      paidCents: state.paid[position])
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}

extension MemberAccountStatements.Question {
  /// What the command asks for.
  fileprivate init(_ command: GetStatement) {
    self.init(memberID: command.memberId, year: command.year)
  }
}
