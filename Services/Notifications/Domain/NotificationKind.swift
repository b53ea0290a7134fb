public import Vocabulary

/// Every notification that the platform sends, by audience and name (contract, Notifications).
///
/// The raw value is `<audience>-<name>`: the message type's last word and the name of the templates.
public enum NotificationKind: String, ClosedEnumeration {
  // Staff are told every step (N1).
  /// Somebody joined the community (M1).
  case staffMemberJoined = "staff-member-joined"
  /// A member left, or was expelled (M5, M10).
  case staffMemberLeft = "staff-member-left"
  /// A member is recognised by what another is recognised by, too: perhaps one person under two names (R4).
  case staffMemberIdentityConflict = "staff-member-identity-conflict"
  /// A candidate was recommended and is attributed to the member (R2).
  case staffRecommendationAttributed = "staff-recommendation-attributed"
  /// A recommendation was refused, and why (R1 to R5).
  case staffRecommendationRefused = "staff-recommendation-refused"
  /// What a recommendation says of its candidate is that of several: the oldest was taken (R4).
  case staffCandidateIdentityConflict = "staff-candidate-identity-conflict"
  /// An interview is to be held with a candidate (Q1).
  case staffInterviewRequested = "staff-interview-requested"
  /// An interview ended well (Q2).
  case staffCandidateQualified = "staff-candidate-qualified"
  /// An interview ended badly, and why (Q4).
  case staffCandidateRejected = "staff-candidate-rejected"
  /// A candidate was shown to the company (Q3).
  case staffCandidateTransmitted = "staff-candidate-transmitted"
  /// The decision of an interview was put right (Q5).
  case staffInterviewCorrected = "staff-interview-corrected"
  /// A company goes no further with a candidate (Q5).
  case staffCandidacyClosed = "staff-candidacy-closed"
  /// A member took a recommendation back (R9).
  case staffRecommendationWithdrawn = "staff-recommendation-withdrawn"
  /// A candidate belongs to no member any more (R9).
  case staffCandidateReleased = "staff-candidate-released"
  /// A recommendation turned out to be for the member's own company, or not to be (R6).
  case staffConflictOfInterestChanged = "staff-conflict-of-interest-changed"
  /// A hire belongs to a recommendation (H2).
  case staffHireAttributed = "staff-hire-attributed"
  /// A reported hire belongs to nobody, and why; somebody attributes it by hand (H2).
  case staffHireUnattributed = "staff-hire-unattributed"
  /// A hire that is known was reported again with other fields; the first report stands (H1).
  case staffHireReportDiffers = "staff-hire-report-differs"
  /// A hire did not hold (H3).
  case staffHireWithdrawn = "staff-hire-withdrawn"
  /// A hire was reported as of before its withdrawal: nothing follows from it (H1).
  case staffHireReportOutdated = "staff-hire-report-outdated"
  /// A hire was taken from the recommendation that it was attributed to (H4).
  case staffHireDetached = "staff-hire-detached"
  /// A bonus or a sponsor's share is due (W2).
  case staffRewardGranted = "staff-reward-granted"
  /// A bonus waits for the member to choose what becomes of it (W3).
  case staffRewardHeld = "staff-reward-held"
  /// What becomes of a bonus is settled (W3).
  case staffRewardSettled = "staff-reward-settled"
  /// A bonus is taken back (W8).
  case staffRewardReversed = "staff-reward-reversed"
  /// Finance was asked to pay (W6).
  case staffPayoutRequested = "staff-payout-requested"
  /// Finance is asked no longer to pay (W6).
  case staffPayoutCancelled = "staff-payout-cancelled"
  /// Finance could not pay, and why: put it right and ask again (W6).
  case staffPayoutFailed = "staff-payout-failed"
  /// Something was paid that is not due: a claim (W8).
  case staffClaimOpened = "staff-claim-opened"
  /// A claim was set off against what is due (W6).
  case staffClaimSetOff = "staff-claim-set-off"
  /// A claim was repaid or written off, or a part of it (W6).
  case staffClaimSettled = "staff-claim-settled"
  /// A company got credits to publish offers with (W3).
  case staffListingCreditsGranted = "staff-listing-credits-granted"
  /// A member earned points, or lost them (W7).
  case staffPointsAwarded = "staff-points-awarded"
  /// A member reached another level (W7).
  case staffLevelChanged = "staff-level-changed"
  /// A decision by hand waits for a second person (A2).
  case staffDecisionRequested = "staff-decision-requested"
  /// A second person confirmed a decision (A2).
  case staffDecisionConfirmed = "staff-decision-confirmed"
  /// A message could not be handled and waits for an operator.
  case staffMessageDeadLettered = "staff-message-dead-lettered"
  /// A command was refused while nobody waited for the answer.
  case staffCommandRefused = "staff-command-refused"
  /// A webhook is authentic and could not be understood: it waits for somebody.
  case staffWebhookQuarantined = "staff-webhook-quarantined"
  /// A letter could not be delivered and is given up (N4).
  case staffDeliveryGivenUp = "staff-delivery-given-up"
  /// A notification waited in vain for what it needs to be written, and is given up.
  case staffNotificationGivenUp = "staff-notification-given-up"

  // A member is told of offers, and of what becomes of the member's own recommendations.
  /// An offer of the member's sectors and zones is open: whom to recommend? (O3, M11)
  case memberOfferProposed = "member-offer-proposed"
  /// The member's recommendation counts, and what a hire will pay (R2, R7).
  case memberRecommendationAttributed = "member-recommendation-attributed"
  /// The member's recommendation was refused, and why (R1 to R5).
  case memberRecommendationRefused = "member-recommendation-refused"
  /// The member's recommendation was taken back (R9).
  case memberRecommendationWithdrawn = "member-recommendation-withdrawn"
  /// The offer that the member recommended somebody for is closed (O8).
  case memberOfferClosed = "member-offer-closed"
  /// The offer is of the member's own company, or is not after all, which decides who gets the bonus (R6, W4).
  case memberConflictOfInterestChanged = "member-conflict-of-interest-changed"
  /// The interview of the member's candidate ended well (Q2).
  case memberCandidateQualified = "member-candidate-qualified"
  /// The interview of the member's candidate ended badly, with the code of the reason (Q4).
  case memberCandidateRejected = "member-candidate-rejected"
  /// The company goes no further with the member's candidate (Q5).
  case memberCandidacyClosed = "member-candidacy-closed"
  /// The member's candidate was hired (H2).
  case memberCandidateHired = "member-candidate-hired"
  /// The member is owed a bonus or a sponsor's share (W2).
  case memberRewardGranted = "member-reward-granted"
  /// What becomes of the member's bonus is settled (W3).
  case memberRewardSettled = "member-reward-settled"
  /// The member's bonus is taken back (W8).
  case memberRewardReversed = "member-reward-reversed"
  /// The member, or the member's charity, was paid (W6).
  case memberPayoutMade = "member-payout-made"
  /// The member earned points: a line in the letter on what earned them, and no notification (W7).
  case memberPointsAwarded = "member-points-awarded"
  /// The member reached another level (W7).
  case memberLevelChanged = "member-level-changed"
  /// Whom the member invited has joined (M1).
  case memberSponsoredMemberJoined = "member-sponsored-member-joined"
  /// The first payment of a year: what the member has to declare (W6).
  case memberTaxInformation = "member-tax-information"

  // Those outside the community.
  /// A qualified candidate for the company's offer, with the details to call them by (Q3).
  case companyCandidateTransmitted = "company-candidate-transmitted"
  /// A candidate who was transmitted is withdrawn (Q5).
  case companyCandidacyWithdrawn = "company-candidacy-withdrawn"
  /// Somebody of the community recommended the candidate: what is kept of them, why, and their rights (N4).
  case candidateRecommended = "candidate-recommended"
  /// A donation is on its way to the charity (W3).
  case charityDonationDue = "charity-donation-due"
  /// A donation that was announced does not come (W6).
  case charityDonationCancelled = "charity-donation-cancelled"
  /// Somebody is invited to join, with the code (M1).
  case inviteeInvited = "invitee-invited"
  /// Somebody who is a member already was invited again (M1).
  case inviteeAlreadyMember = "invitee-already-member"

  /// Who it is for: the first word, such as `staff`.
  public var audience: String { String(Substring(rawValue.utf8.prefix { $0 != UInt8(ascii: "-") })) }

  /// What it tells, such as `reward-granted`.
  public var name: String {
    String(Substring(rawValue.utf8.drop { $0 != UInt8(ascii: "-") }.dropFirst()))
  }

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
