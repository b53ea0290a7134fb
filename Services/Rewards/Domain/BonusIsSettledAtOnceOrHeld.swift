package import Vocabulary

/// What becomes of a bonus at once.
package enum BonusOutcome: Hashable, Sendable {
  /// It waits.
  case held(HoldReason)
  /// It is settled.
  case settled(BonusSettlement)
}

extension Reward {
  /// Decides a bonus without anybody's choice: an own-company bonus goes to the designated charity (W4), another one
  /// where the member's default option says, if it can be carried out (W3).
  package func outcome(
    for profile: MemberProfile, among parties: RegisteredParties, under terms: RewardTerms
  ) -> BonusOutcome {
    if isOwnCompany {
      guard let charity = parties.designated else { return .held(.noDesignatedCharity) }
      return .settled(BonusSettlement(ownCompany: amount, designated: charity))
    }
    guard profile.isKnown else { return .held(.profileUnknown) }
    guard let preference = profile.preference, parties.know(preference),
      let settlement = BonusSettlement(preference, of: amount, to: memberID, under: terms)
    else { return .held(.optionOpen) }
    return .settled(settlement)
  }
}
