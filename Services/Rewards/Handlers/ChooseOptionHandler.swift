import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Settles a held bonus as its member chose; irrevocable from then on (W3).
package struct ChooseOptionHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<ChooseOption>], in transaction: Transaction) async throws -> RewardBook {
    try await RewardBook.load(
      RewardBook.Scope(
        rewards: Set(messages.map(\.data.rewardId)), preferences: messages.map(\.data.preference)),
      at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<ChooseOption>, on state: inout RewardBook, emitting emission: inout Emission
  ) throws(Problem) -> ChooseOption.Result {
    let preference = message.data.preference
    guard let reward = state.rewards[message.data.rewardId] else { throw Problem(.rewardNotFound) }
    if let code = reward.refusalOfChoice(preference, among: state.parties) { throw Problem(code) }
    let terms = state.policies[reward.policyVersion]
    guard
      let settlement = BonusSettlement(preference, of: reward.amount, to: reward.memberID, under: terms)
    else { throw Problem(.optionNotAvailable) }
    state.settle(reward.id, by: settlement, because: message.id, emitting: &emission)
    return ChooseOption.Result(settlement: Settlement(settlement))
  }

  package func save(_ state: RewardBook) -> [Statement] { state.statements }
}
