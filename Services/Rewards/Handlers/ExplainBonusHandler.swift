import MessageHandling
import Messages
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// Says where every euro of what a hire earned went (W5, W8).
package struct ExplainBonusHandler: CommandHandler {
  /// What each question is about, and all that became of it.
  package struct State: Sendable {
    fileprivate var hires: [MessageID: HireID] = [:]
    fileprivate var rewards: [MessageID: Set<RewardID>] = [:]
    fileprivate var stories = BonusStories()
  }

  package init() {}

  package func load(_ messages: [Incoming<ExplainBonus>], in transaction: Transaction) async throws -> State {
    let questions = messages.map(\.data)
    let found = try await transaction.query([
      ExplanationStatements.selectHires(questions), ExplanationStatements.selectRewards(questions),
    ])
    var state = State()
    for (number, hire) in try found[0].decode((Int, HireID).self) { state.hires[messages[number - 1].id] = hire }
    for (number, reward) in try found[1].decode((Int, RewardID).self) {
      state.rewards[messages[number - 1].id, default: []].insert(reward)
    }
    state.stories = try await BonusStories.load(
      Set(state.hires.values).sorted(), Set(state.rewards.values.joined()).sorted(), in: transaction)
    return state
  }

  package func decide(
    _ message: Incoming<ExplainBonus>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> ExplainBonus.Result {
    guard let hire = state.hires[message.id] else {
      throw Problem(message.data.rewardId == nil ? .hireNotFound : .rewardNotFound)
    }
    return state.stories.explanation(of: hire, state.rewards[message.id] ?? [])
  }

  /// The statements that answer a question about a reward, for what looks at their plans.
  package static func statements(
    about reward: RewardID, booked transaction: TransactionID, causedBy cause: CauseID
  ) -> [Statement] {
    let question = [ExplainBonus(rewardId: reward)]
    return [ExplanationStatements.selectHires(question), ExplanationStatements.selectRewards(question)]
      + BonusStories.statements(about: [], [reward])
      + [ExplanationStatements.selectTransactions([transaction], causedBy: [cause])]
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}
