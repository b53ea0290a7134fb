package import Vocabulary

extension BonusSettlement {
  /// A bonus for a candidate of the member's own employer: to the designated charity, without addition (W4).
  package init(ownCompany bonus: Cents, designated charity: CharityID) {
    let bonus = bonus.owed
    self.init(
      RewardPreference(option: .donate, charityId: charity), bonus: bonus, to: [(.charity(charity), bonus)])
  }
}
