import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One policy: in force, scheduled, who changed it last.
enum PolicyPage {
  struct View: Sendable {
    struct Change: Sendable {
      let at: String
      let person: String
      let what: String
      let subject: String
    }

    let title: String
    let purpose: String
    let address: String
    let version: Int
    let since: String?
    let terms: PolicyTermsView
    let scheduled: [ScheduledView]
    let hasScheduled: Bool
    let changes: [Change]
    let hasChanges: Bool
    let audit: String?
    let tryIt: String?
    let change: String?
  }

  static func show(_ outline: PolicyOutline, _ visit: Visit) async throws -> Response {
    async let asked = AskedPolicy.ask(outline, visit)
    async let trail = changes(outline, visit)
    let (policy, changes) = try await (asked, trail)
    let scheduled = ScheduledView.all(policy, back: outline.address, visit)
    return try visit.page(
      "policies-one", title: "policies.title",
      View(
        title: outline.title.text(in: visit.language), purpose: outline.purpose.text(in: visit.language),
        address: outline.address, version: policy.inForce.number,
        since: policy.inForce.inForceFrom.map { visit.clock.text($0) },
        terms: PolicyTermsView(policy.inForce.terms, of: outline, visit), scheduled: scheduled,
        hasScheduled: !scheduled.isEmpty, changes: changes, hasChanges: !changes.isEmpty,
        audit: visit.mayEnter(.audit) ? "/audit?service=\(outline.service)" : nil,
        tryIt: outline.canBeTried ? "\(outline.address)/try" : nil,
        change: visit.may(outline.changeKey) ? "\(outline.address)/change" : nil))
  }

  /// The version that somebody made or cancelled; a decision that waits for another person has none yet.
  private static func changed(_ correction: Correction, _ visit: Visit) -> String {
    Int(correction.subject) == nil
      ? visit.short(correction.subject) : "\(visit.word("policies.version"))\u{A0}\(correction.subject)"
  }

  /// Who changed it among the latest decisions, for those who may read the trail.
  private static func changes(_ outline: PolicyOutline, _ visit: Visit) async throws(DeskFailure) -> [View.Change] {
    guard visit.mayEnter(.audit), let trail = AuditTrail.of(outline.service) else { return [] }
    let page = try await trail.ask(visit, since: nil, size: 200, token: nil)
    return page.corrections.filter { $0.command.hasSuffix("policy") || $0.command.hasSuffix("policy-change") }.prefix(
      10
    )
    .map { correction in
      View.Change(
        at: visit.clock.text(correction.at), person: correction.actor,
        what: visit.word("policies.command-\(correction.command)"), subject: changed(correction, visit))
    }
  }
}
