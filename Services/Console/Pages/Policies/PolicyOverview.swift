import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// All policies: what waits for a second person, what is scheduled, what is in force.
enum PolicyOverview {
  struct View: Sendable {
    struct Policy: Sendable {
      let title: String
      let purpose: String
      let address: String
      let version: Int
      let since: String?
      let terms: PolicyTermsView
      let tryIt: String?
      let change: String?
    }

    let waiting: [DecisionView]
    let hasWaiting: Bool
    let scheduled: [ScheduledView]
    let hasScheduled: Bool
    let policies: [Policy]
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    async let asked = ask(visit)
    async let answered = DecisionList.ask(.waiting, size: 50, visit)
    let policies = try await asked
    let now = Timestamp.now
    let decisions = try await answered.decisions
    let names = await ShownNames(visit, decisions.compactMap(\.recommendation))
    let waiting = decisions.map { DecisionView($0, policies, names, at: now, back: "/policies", visit) }
    let scheduled = policies.flatMap { ScheduledView.all($0, back: "/policies", visit) }
    return try visit.page(
      "policies", title: "policies.title",
      View(
        waiting: waiting, hasWaiting: !waiting.isEmpty, scheduled: scheduled, hasScheduled: !scheduled.isEmpty,
        policies: policies.map { policy in
          let outline = policy.outline
          return View.Policy(
            title: outline.title.text(in: visit.language), purpose: outline.purpose.text(in: visit.language),
            address: outline.address, version: policy.inForce.number,
            since: policy.inForce.inForceFrom.map { visit.clock.text($0) },
            terms: PolicyTermsView(policy.inForce.terms, of: outline, visit),
            tryIt: outline.canBeTried ? "\(outline.address)/try" : nil,
            change: visit.may(outline.changeKey) ? "\(outline.address)/change" : nil)
        }))
  }

  /// Every service's policy, in the order of the outlines.
  static func ask(_ visit: Visit) async throws -> [AskedPolicy] {
    try await withThrowingTaskGroup(of: AskedPolicy.self) { tasks in
      for outline in PolicyOutline.all { tasks.addTask { try await AskedPolicy.ask(outline, visit) } }
      var policies: [String: AskedPolicy] = [:]
      for try await policy in tasks { policies[policy.outline.service] = policy }
      return PolicyOutline.all.compactMap { policies[$0.service] }
    }
  }
}
