import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// What is earned by what, by versions (W7); what was decided before a change stays as it was (R7).
package struct RewardPolicy: PolicyWithoutSettings {
  package typealias Told = RewardTerms

  package static let columns: [PolicyColumn<RewardTerms, ChangeRewardsPolicy>] = [
    PolicyColumn(
      "recommendation_qualified_points", \.points.recommendationQualified, \.points?.recommendationQualified),
    PolicyColumn("candidate_hired_points", \.points.candidateHired, \.points?.candidateHired),
    PolicyColumn("sponsored_member_joined_points", \.points.sponsoredMemberJoined, \.points?.sponsoredMemberJoined),
    PolicyColumn("daily_visit_points", \.points.dailyVisit, \.points?.dailyVisit),
    PolicyColumn("beginner_threshold", \.levels.beginner, \.levels?.beginner),
    PolicyColumn("confirmed_threshold", \.levels.confirmed, \.levels?.confirmed),
    PolicyColumn("expert_threshold", \.levels.expert, \.levels?.expert),
    PolicyColumn("beginner_cents", \.amounts.beginner, \.amounts?.beginner),
    PolicyColumn("confirmed_cents", \.amounts.confirmed, \.amounts?.confirmed),
    PolicyColumn("expert_cents", \.amounts.expert, \.amounts?.expert),
    PolicyColumn("sponsorship_cents", \.sponsorshipCents, \.sponsorshipCents),
    PolicyColumn("matching_cents", \.matchingCents, \.matchingCents),
    PolicyColumn("listing_credits", \.listingCredits, \.listingCredits),
    PolicyColumn("instalments", \.instalments, \.instalments),
    PolicyColumn("two_people_for_amounts", \.twoPeopleForAmounts, \.twoPeopleForAmounts),
  ]

  /// Nothing reads the time zone any more but processes of the version before the one that keeps `time_zones`; the column
  /// cannot be empty.
  package static let repeatedColumns: [SQLIdentifier] = ["time_zone"]

  package static let unread = RewardTerms(
    version: 0,
    points: PointsScale(recommendationQualified: 0, candidateHired: 0, sponsoredMemberJoined: 0, dailyVisit: 0),
    levels: LevelThresholds(beginner: 0, confirmed: 0, expert: 0),
    amounts: BonusAmounts(beginner: 0, confirmed: 0, expert: 0),
    sponsorshipCents: 0, matchingCents: 0, listingCredits: 0)

  /// The statements on its versions.
  static let statements = PolicyStatements(RewardPolicy())

  package init() {}

  package func check(_ changed: RewardTerms) throws(Problem) {
    guard changed.hasRisingThresholds else { throw .thresholdsDoNotRise }
  }

  package func tell(_ version: DatedVersion<RewardTerms>, emitting emission: inout Emission) {
    emission.publish(RewardsPolicyChanged(RewardsPolicy(version.terms, inForceFrom: version.inForceFrom)))
  }

  package func tell(withdrawn versions: [Int], emitting emission: inout Emission) {
    emission.publish(RewardsPolicyChangeCancelled(versions: versions))
  }
}

/// Says what is earned by what, and what will be, to whoever asks ("consultables … à tout moment", W7).
package typealias GetPolicyHandler = PolicyQuestionHandler<RewardPolicy>
/// Puts a new version of the policy in force, at once or from a date on.
package typealias ChangePolicyHandler = PolicyChangeHandler<RewardPolicy>
/// Withdraws a scheduled version of the policy, and those scheduled after it.
package typealias CancelPolicyChangeHandler = PolicyCancellationHandler<RewardPolicy>

extension Problem {
  /// Why terms cannot be put in force, nor tried.
  static var thresholdsDoNotRise: Problem {
    .invalidMessage([FieldError(field: "levels", message: "do not rise from beginner to expert")])
  }
}
