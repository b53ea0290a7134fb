import RewardsDomain
import Vocabulary

extension HireBook {
  /// A book for hires that nothing was heard of before, without a database: of some members the profiles are known.
  package init(under terms: RewardTerms, profiles: [MemberID: MemberProfile], at now: Timestamp) {
    self.init(
      hires: [], others: [], bonuses: [:], shares: [:], profiles: profiles, points: PointsAccounts([:], under: terms),
      rewards: RewardBook(
        journal: Journal(at: now), policies: Policies(inForce: terms), parties: RegisteredParties(), rewards: [],
        payouts: Payouts(), credits: [:], calendar: PolicyCalendar(at: now)))
  }
}
