package import Vocabulary

extension BonusSettlement {
  /// Carries out the option that a member has for a bonus (W3); nil when it does not name whom it needs.
  package init?(_ preference: RewardPreference, of bonus: Cents, to member: MemberID, under terms: RewardTerms) {
    let bonus = bonus.owed
    let member = Holder.member(member)
    switch (preference.option, preference.charityId, preference.companyId) {
    case (.toMember, _, _):
      self.init(preference, bonus: bonus, to: [(member, bonus)])
    case (.donate, let charity?, _):
      let matching = terms.matchingCents.owed
      self.init(preference, bonus: bonus, matching: matching, to: [(.charity(charity), bonus + matching)])
    case (.split, let charity?, _):
      let half = Cents(bonus.rawValue / 2)
      self.init(preference, bonus: bonus, to: [(member, half), (.charity(charity), bonus - half)])
    case (.listingCredits, _, let company?):
      self.init(preference, credits: terms.listingCredits, to: company)
    case (.donate, nil, _), (.split, nil, _), (.listingCredits, _, nil):
      return nil
    }
  }
}
