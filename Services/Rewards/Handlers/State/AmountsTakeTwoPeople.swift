import Corrections
import Messages
import PolicyVersions
import Vocabulary

extension ChangePolicyHandler {
  /// The handler where what is paid is changed by two people, once the policy says so (A2).
  package static var withTwoPeople: TwoPeople<TrailOf.Rewards, ChangePolicyHandler> {
    TwoPeople(ChangePolicyHandler()) { change, state in change.changesAmounts && state.schedule.takesTwoPeople }
  }
}

extension CancelPolicyChangeHandler {
  /// The handler where the rule itself, once it is scheduled, is taken back by two people (A2).
  package static var withTwoPeople: TwoPeople<TrailOf.Rewards, CancelPolicyChangeHandler> {
    TwoPeople(CancelPolicyChangeHandler()) { cancellation, schedule in
      !schedule.left(without: cancellation.version).terms.twoPeopleForAmounts
        && schedule.withdrawn(with: cancellation.version).contains { $0.terms.twoPeopleForAmounts }
    }
  }
}

extension PolicySchedule<RewardTerms> {
  /// Whether the version in force takes two people for its amounts, or one that is scheduled.
  fileprivate var takesTwoPeople: Bool {
    inForce.terms.twoPeopleForAmounts || upcoming.contains { $0.terms.twoPeopleForAmounts }
  }
}

extension ChangeRewardsPolicy {
  /// Whether it changes what is paid, who is paid most, or who has to agree to that.
  fileprivate var changesAmounts: Bool {
    amounts != nil || levels != nil || sponsorshipCents != nil || matchingCents != nil || listingCredits != nil
      || instalments != nil
      || twoPeopleForAmounts == false
  }
}
