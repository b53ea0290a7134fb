import MessageHandling
import RewardsDomain
import Vocabulary

extension HireBook {
  /// A book for hires that nothing was heard of before, without a database: of some members the profiles are known, and who is
  /// the same person.
  package init(
    under terms: RewardTerms, profiles: [MemberID: MemberProfile], persons: Persons = Persons(),
    parties: RegisteredParties = RegisteredParties(), at now: Timestamp
  ) {
    self.init(
      hires: [], others: [], bonuses: [:], shares: [:], profiles: profiles, persons: persons,
      points: PointsAccounts([:], under: terms),
      rewards: RewardBook(
        journal: Journal(at: now), policies: Policies(inForce: terms), parties: parties, rewards: [],
        payouts: Payouts(), credits: [:], calendar: PolicyCalendar(at: now)))
  }

  /// Finance paid an instruction.
  package mutating func confirm(
    _ payout: PayoutID, at paidAt: Timestamp, because message: MessageID, emitting emission: inout Emission
  ) {
    rewards.confirm(payout, at: paidAt, as: "VIR 1", because: message, emitting: &emission)
  }

  /// A member chose what becomes of a bonus that is held.
  package mutating func choose(
    _ preference: RewardPreference, for id: RewardID, because message: MessageID, emitting emission: inout Emission
  ) {
    guard let reward = rewards.rewards[id], reward.refusalOfChoice(preference, among: rewards.parties) == nil,
      let settlement = BonusSettlement(
        preference, of: reward.amount, to: reward.memberID, under: rewards.policies[reward.policyVersion])
    else { return }
    rewards.settle(id, by: settlement, because: message, emitting: &emission)
  }
}
