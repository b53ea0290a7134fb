package import Vocabulary

extension BonusSettlement {
  /// A sponsor's share: always money, settled at once; options do not apply.
  package init(share: Cents, to sponsor: MemberID) {
    let share = share.owed
    self.init(RewardPreference(option: .toMember), bonus: share, to: [(.member(sponsor), share)])
  }
}
