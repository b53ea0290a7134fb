/// Which events each service consumes: the routing keys of its bindings on `coopt.events`.
///
/// The keys are literal, but for the dead letters and refused commands that every service may report. Some events carry what most services
/// must not know: contact details of members and companies, and what was said in an interview, reach notifications
/// alone; a candidate's details reach qualification besides; what members are recognised by reaches recommendations alone,
/// which compare it (contract, Permissions; M8, M9).
enum EventSubscriptions {
  /// The keys that some service is bound to.
  static let all: Set<String> = Set(ServiceName.allCases.flatMap(keys(of:)))

  /// How the keys of events end that every service may tell, each under its own first word.
  static let toldByAll = [".message-dead-lettered", ".command-refused"]

  static func keys(of service: ServiceName) -> [String] {
    switch service {
    case .members: []
    case .offers: offers
    case .recommendations: recommendations
    case .qualification: qualification
    case .rewards: rewards
    case .notifications: notifications
    case .webhooks: []
    }
  }

  private static let offers = [
    "members.member-joined", "members.profile-updated", "members.member-left", "rewards.level-changed",
    "rewards.points-awarded", "rewards.listing-credits-granted", "rewards.listing-credits-revoked",
    "rewards.claim-settled", "rewards.claim-set-off", "members.policy-changed", "members.policy-change-cancelled",
  ]

  private static let recommendations = [
    "members.member-joined", "members.profile-updated", "members.charter-signed", "members.charter-published",
    "members.member-left", "members.member-identified", "members.policy-changed", "members.policy-change-cancelled",
    "offers.offer-published", "offers.offer-closed",
    "rewards.level-changed",
    "rewards.policy-changed", "rewards.policy-change-cancelled", "qualification.candidate-qualified",
    "qualification.candidate-rejected", "qualification.candidate-transmitted", "qualification.candidacy-opened",
    "qualification.employer-stated", "offers.offer-updated", "offers.offer-reopened",
  ]

  private static let qualification = [
    "recommendations.recommendation-attributed", "recommendations.candidate-registered",
    "recommendations.recommendation-withdrawn", "recommendations.recommendation-closed",
    "recommendations.conflict-of-interest-changed", "recommendations.hire-attributed",
    "recommendations.hire-withdrawn", "recommendations.hire-detached", "offers.offer-published", "offers.offer-updated",
    "offers.offer-closed", "members.policy-changed", "members.policy-change-cancelled",
  ]

  private static let rewards = [
    "members.member-joined", "members.profile-updated", "members.member-visited", "members.member-left",
    "members.policy-changed", "members.policy-change-cancelled", "qualification.candidate-qualified",
    "recommendations.hire-attributed", "recommendations.hire-withdrawn", "offers.company-registered",
    "offers.offer-published", "recommendations.hire-detached", "recommendations.conflict-of-interest-changed",
    "qualification.candidate-rejected",
  ]

  private static let notifications = [
    "members.member-joined", "members.contact-changed", "members.member-left",
    "members.invitation-delivery-requested", "members.invitation-of-member-requested",
    "members.member-identity-conflict", "members.policy-changed", "members.policy-change-cancelled",
    "offers.company-registered", "offers.company-contact-changed", "offers.offer-published",
    "offers.wave-dispatched", "recommendations.recommendation-attributed",
    "recommendations.recommendation-refused", "recommendations.candidate-registered",
    "recommendations.candidate-identity-conflict", "recommendations.hire-attributed",
    "recommendations.hire-unattributed", "recommendations.hire-withdrawn", "recommendations.hire-report-differs",
    "qualification.interview-requested",
    "qualification.candidate-qualified", "qualification.candidate-rejected", "qualification.candidate-transmitted",
    "qualification.candidacy-described", "rewards.points-awarded", "rewards.level-changed", "rewards.reward-granted",
    "rewards.reward-settled", "rewards.reward-reversed", "rewards.payout-requested", "rewards.payout-cancelled",
    "rewards.listing-credits-granted", "rewards.claim-opened", "rewards.claim-set-off", "*.message-dead-lettered",
    "*.command-refused",
    "recommendations.decision-requested", "recommendations.decision-confirmed", "rewards.decision-requested",
    "rewards.decision-confirmed",
    "recommendations.recommendation-withdrawn", "recommendations.recommendation-closed",
    "recommendations.candidate-released", "recommendations.conflict-of-interest-changed",
    "recommendations.hire-particulars", "recommendations.hire-report-outdated", "recommendations.hire-detached",
    "qualification.interview-corrected", "qualification.candidacy-withdrawn", "qualification.candidacy-closed",
    "rewards.payout-made", "rewards.payout-failed", "rewards.claim-settled", "rewards.charity-described",
    "rewards.policy-changed", "rewards.policy-change-cancelled", "offers.offer-updated", "offers.offer-closed",
    "offers.offer-reopened", "offers.company-updated", "webhooks.delivery-quarantined",
  ]
}
