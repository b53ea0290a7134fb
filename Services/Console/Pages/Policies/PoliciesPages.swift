import ConsoleDomain
import Messages
import Vocabulary

/// Policies: in force, scheduled, changed, tried, and what waits for a second person.
enum PoliciesPages: PageGroup {
  static let area = Area.policies
  static let views = [
    "policies": PackageResources.policies_mustache,
    "policies-decision": PackageResources.policies_decision_mustache,
    "policies-decisions": PackageResources.policies_decisions_mustache,
    "policies-differences": PackageResources.policies_differences_mustache,
    "policies-one": PackageResources.policies_one_mustache,
    "policies-terms": PackageResources.policies_terms_mustache,
    "policies-fields": PackageResources.policies_fields_mustache,
    "policies-draft": PackageResources.policies_draft_mustache,
    "policies-trial": PackageResources.policies_trial_mustache,
    "policies-histogram": PackageResources.policies_histogram_mustache,
  ]
  static let words = PoliciesWords.all
  static let forms =
    [PoliciesForms.confirm(TrailOf.Rewards.self), PoliciesForms.confirm(TrailOf.Recommendations.self)]
    + [
      PoliciesForms.cancel(RewardTerms.self), PoliciesForms.cancel(WaveTerms.self),
      PoliciesForms.cancel(AttributionTerms.self), PoliciesForms.cancel(MembershipTerms.self),
    ]

  static func register(on routes: ConsoleRoutes) {
    routes.get("/policies", in: area, PolicyOverview.show)
    routes.get("/policies/decisions", in: area, DecisionList.show)
    for outline in PolicyOutline.all {
      let address = "/policies/\(outline.service)"
      routes.get(address, in: area) { try await PolicyPage.show(outline, $0) }
      routes.get("\(address)/change", in: area) { try await PolicyDraftPage.show(outline, $0) }
      routes.post("\(address)/change", in: area, needs: outline.changeKey) {
        try await PolicyDraftPage.send(outline, $0, $1)
      }
      if outline.canBeTried { routes.get("\(address)/try", in: area) { try await PolicyTrialPage.show(outline, $0) } }
    }
  }
}

extension PolicyOutline {
  /// The routing key of the command that changes it.
  var changeKey: String { "\(service).change-policy" }
  /// The routing key of the command that withdraws a change.
  var cancelKey: String { "\(service).cancel-policy-change" }
  /// Where its page is.
  var address: String { "/policies/\(service)" }
}
