public import Vocabulary

/// Every notification that the platform sends, by audience and name (contract, Notifications).
///
/// The raw value is `<audience>-<name>`: the message type's last word and the name of the templates.
public enum NotificationKind: String, ClosedEnumeration {
  // Staff are told every step (N1).
  case staffMemberJoined = "staff-member-joined"
  case staffMemberLeft = "staff-member-left"
  case staffMemberIdentityConflict = "staff-member-identity-conflict"
  case staffRecommendationAttributed = "staff-recommendation-attributed"
  case staffRecommendationRefused = "staff-recommendation-refused"
  case staffCandidateIdentityConflict = "staff-candidate-identity-conflict"
  case staffInterviewRequested = "staff-interview-requested"
  case staffCandidateQualified = "staff-candidate-qualified"
  case staffCandidateRejected = "staff-candidate-rejected"
  case staffCandidateTransmitted = "staff-candidate-transmitted"
  case staffInterviewCorrected = "staff-interview-corrected"
  case staffCandidacyClosed = "staff-candidacy-closed"
  case staffRecommendationWithdrawn = "staff-recommendation-withdrawn"
  case staffCandidateReleased = "staff-candidate-released"
  case staffConflictOfInterestChanged = "staff-conflict-of-interest-changed"
  case staffHireAttributed = "staff-hire-attributed"
  case staffHireUnattributed = "staff-hire-unattributed"
  case staffHireReportDiffers = "staff-hire-report-differs"
  case staffHireWithdrawn = "staff-hire-withdrawn"
  case staffHireReportOutdated = "staff-hire-report-outdated"
  case staffHireDetached = "staff-hire-detached"
  case staffRewardGranted = "staff-reward-granted"
  case staffRewardHeld = "staff-reward-held"
  case staffRewardSettled = "staff-reward-settled"
  case staffRewardReversed = "staff-reward-reversed"
  case staffPayoutRequested = "staff-payout-requested"
  case staffPayoutCancelled = "staff-payout-cancelled"
  case staffPayoutFailed = "staff-payout-failed"
  case staffClaimOpened = "staff-claim-opened"
  case staffClaimSetOff = "staff-claim-set-off"
  case staffClaimSettled = "staff-claim-settled"
  case staffListingCreditsGranted = "staff-listing-credits-granted"
  case staffPointsAwarded = "staff-points-awarded"
  case staffLevelChanged = "staff-level-changed"
  case staffDecisionRequested = "staff-decision-requested"
  case staffDecisionConfirmed = "staff-decision-confirmed"
  case staffMessageDeadLettered = "staff-message-dead-lettered"
  case staffCommandRefused = "staff-command-refused"
  /// A webhook is authentic and could not be understood: it waits for somebody.
  case staffWebhookQuarantined = "staff-webhook-quarantined"
  case staffDeliveryGivenUp = "staff-delivery-given-up"
  case staffNotificationGivenUp = "staff-notification-given-up"

  // A member is told of offers, and of what becomes of the member's own recommendations.
  case memberOfferProposed = "member-offer-proposed"
  case memberRecommendationAttributed = "member-recommendation-attributed"
  case memberRecommendationRefused = "member-recommendation-refused"
  case memberRecommendationWithdrawn = "member-recommendation-withdrawn"
  case memberOfferClosed = "member-offer-closed"
  case memberConflictOfInterestChanged = "member-conflict-of-interest-changed"
  case memberCandidateQualified = "member-candidate-qualified"
  case memberCandidateRejected = "member-candidate-rejected"
  case memberCandidacyClosed = "member-candidacy-closed"
  case memberCandidateHired = "member-candidate-hired"
  case memberRewardGranted = "member-reward-granted"
  case memberRewardSettled = "member-reward-settled"
  case memberRewardReversed = "member-reward-reversed"
  case memberPayoutMade = "member-payout-made"
  case memberPointsAwarded = "member-points-awarded"
  case memberLevelChanged = "member-level-changed"
  case memberSponsoredMemberJoined = "member-sponsored-member-joined"
  case memberTaxInformation = "member-tax-information"

  // Those outside the community.
  case companyCandidateTransmitted = "company-candidate-transmitted"
  case companyCandidacyWithdrawn = "company-candidacy-withdrawn"
  case candidateRecommended = "candidate-recommended"
  case charityDonationDue = "charity-donation-due"
  case charityDonationCancelled = "charity-donation-cancelled"
  case inviteeInvited = "invitee-invited"
  case inviteeAlreadyMember = "invitee-already-member"

  /// Who it is for: the first word, such as `staff`.
  public var audience: String { String(rawValue.prefix { $0 != "-" }) }

  /// What it tells, such as `reward-granted`.
  public var name: String { String(rawValue.dropFirst(audience.utf8.count + 1)) }

  /// The languages that it is written in: staff read French, everybody else chooses.
  public var languages: [Language] { audience == "staff" ? [.french] : Language.allCases }

  /// Whether it goes out as a letter too, beside the topic: to everybody who can be written to (N4).
  ///
  /// Staff read topics.
  public var isMailed: Bool { audience != "staff" }

  /// Whether a topic tells it: points are only a line in the letter on what earned them.
  public var isTold: Bool { self != .memberPointsAwarded }

  /// Whether it begins a story of its own, so that nothing in it leads back to who recommended (M8).
  ///
  /// True for everybody outside the community.
  public var beginsStory: Bool { audience != "staff" && audience != "member" }
}
