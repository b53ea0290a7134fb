import Messages
import PolicyVersions
import RewardsDomain
import Vocabulary

// How the terms of the domain are told, and changed.

extension RewardsPolicy {
  /// A version of the terms.
  init(_ terms: RewardTerms) {
    self.init(
      version: terms.version,
      points: PointsScale(
        recommendationQualified: terms.points[.recommendationQualified, default: 0],
        candidateHired: terms.points[.candidateHired, default: 0],
        sponsoredMemberJoined: terms.points[.sponsoredMemberJoined, default: 0],
        dailyVisit: terms.points[.dailyVisit, default: 0]),
      levels: LevelThresholds(
        beginner: terms.thresholds[.beginner, default: 0], confirmed: terms.thresholds[.confirmed, default: 0],
        expert: terms.thresholds[.expert, default: 0]),
      amounts: BonusAmounts(
        beginner: terms.amounts[.beginner, default: 0], confirmed: terms.amounts[.confirmed, default: 0],
        expert: terms.amounts[.expert, default: 0]),
      sponsorshipCents: terms.sponsorship, matchingCents: terms.matching, listingCredits: terms.listingCredits,
      twoPeopleForAmounts: terms.twoPeopleForAmounts ? true : nil)
  }
}

extension RewardsPolicy {
  /// A version with the date that staff gave, where they did.
  init(_ version: DatedVersion<RewardTerms>) {
    self.init(version.terms)
    inForceFrom = version.inForceFrom
  }
}

extension RewardTerms {
  /// Another version, in which what the command gives is replaced.
  func changed(by change: ChangeRewardsPolicy, to version: Int) -> RewardTerms {
    RewardTerms(
      version: version,
      points: points.merging(
        [
          .recommendationQualified: change.points?.recommendationQualified,
          .candidateHired: change.points?.candidateHired,
          .sponsoredMemberJoined: change.points?.sponsoredMemberJoined,
          .dailyVisit: change.points?.dailyVisit,
        ].compactMapValues { $0 }
      ) { $1 },
      thresholds: thresholds.merging(
        [
          .beginner: change.levels?.beginner, .confirmed: change.levels?.confirmed, .expert: change.levels?.expert,
        ].compactMapValues { $0 }
      ) { $1 },
      amounts: amounts.merging(
        [
          .beginner: change.amounts?.beginner, .confirmed: change.amounts?.confirmed, .expert: change.amounts?.expert,
        ].compactMapValues { $0 }
      ) { $1 },
      sponsorship: change.sponsorshipCents ?? sponsorship,
      matching: change.matchingCents ?? matching,
      listingCredits: change.listingCredits ?? listingCredits,
      twoPeopleForAmounts: change.twoPeopleForAmounts ?? twoPeopleForAmounts)
  }
}
