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
}
