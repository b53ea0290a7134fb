public import Vocabulary

/// A version of the policy of the rewards service: the one in force, or one that is scheduled.
public typealias RewardsPolicy = ToldPolicy<RewardTerms>
/// Asks for the rewards policy in force: points scale, levels, amounts (W7).
public typealias GetRewardsPolicy = GetPolicy<RewardTerms>
/// Withdraws a version of the rewards policy that is scheduled, and those scheduled after it.
public typealias CancelRewardsPolicyChange = CancelPolicyChange<RewardTerms>
/// A new version of the rewards policy is in force, or scheduled; recommendations quotes by it (R7).
public typealias RewardsPolicyChanged = PolicyChanged<RewardTerms>
/// Scheduled versions of the rewards policy were withdrawn: nothing is quoted by them.
public typealias RewardsPolicyChangeCancelled = PolicyChangeCancelled<RewardTerms>

extension RewardTerms: PolicyTerms {
  /// The command that changes them.
  public typealias Change = ChangeRewardsPolicy

  /// `rewards`.
  public static let service = "rewards"

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    points.validate(&validator, at: "points")
    levels.validate(&validator, at: "levels")
    amounts.validate(&validator, at: "amounts")
    validator.count(sponsorshipCents.rawValue, "sponsorshipCents")
    validator.count(matchingCents.rawValue, "matchingCents")
    validator.count(listingCredits, "listingCredits")
    instalments.validate(&validator, at: "instalments")
  }
}

extension PointsScale {
  fileprivate func validate(_ validator: inout Validator, at field: String) {
    validator.count(recommendationQualified.rawValue, "\(field).recommendationQualified")
    validator.count(candidateHired.rawValue, "\(field).candidateHired")
    validator.count(sponsoredMemberJoined.rawValue, "\(field).sponsoredMemberJoined")
    validator.count(dailyVisit.rawValue, "\(field).dailyVisit")
  }
}

extension LevelThresholds {
  fileprivate func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner.rawValue, "\(field).beginner")
    validator.count(confirmed.rawValue, "\(field).confirmed")
    validator.count(expert.rawValue, "\(field).expert")
  }
}

extension BonusAmounts {
  fileprivate func validate(_ validator: inout Validator, at field: String) {
    validator.count(beginner.rawValue, "\(field).beginner")
    validator.count(confirmed.rawValue, "\(field).confirmed")
    validator.count(expert.rawValue, "\(field).expert")
  }
}

extension InstalmentPlan {
  /// Reports what breaks the limits of the contract: parts of at least 1 %, at most 400 days later, that sum to 100 %.
  func validate(_ validator: inout Validator, at field: String) {
    validator.list(parts, field)
    for (index, part) in parts.prefix(Validator.maximumItems).enumerated() {
      validator.range(part.percent, 1...100, "\(field)[\(index)].percent")
      validator.range(part.days, 0...400, "\(field)[\(index)].days")
    }
    // Each is looked at above: such as would not add up break it there.
    let sum = parts.reduce(0) { $0 + min(max($1.percent, 0), 101) }
    validator.checkTotal(sum == 100, field, "do not sum to 100 percent")
  }
}
