import ConsoleDomain
import Messages
import Vocabulary

/// A decision that takes two people, with what exactly would change.
struct DecisionView: Sendable {
  /// Something that the decision names.
  struct Fact: Sendable {
    let label: String
    let value: String
    let link: String?
  }

  let id: String
  let title: String
  let state: String
  let kind: String
  let isWaiting: Bool
  let askedBy: String
  let askedAt: String
  let expires: String
  let confirmedBy: String?
  let confirmedAt: String?
  let facts: [Fact]
  let differences: DifferencesView?
  /// Whether who looks at it is who asked: somebody else confirms.
  let isOwn: Bool
  let confirm: FormView?

  init(
    _ asked: DecisionList.Asked, _ policies: [AskedPolicy], _ names: ShownNames, at now: Timestamp, back: String,
    _ visit: Visit
  ) {
    let decision = asked.decision
    id = decision.decisionId.description
    title = visit.word("policies.command-\(decision.command)")
    state = visit.word("policies.decision-\(decision.state.rawValue)")
    kind =
      switch decision.state {
      case .waiting: "wait"
      case .confirmed: "good"
      case .expired: "quiet"
      }
    isWaiting = decision.state == .waiting
    askedBy = decision.askedBy
    askedAt = visit.clock.text(decision.askedAt)
    expires = visit.clock.text(decision.expiresAt)
    confirmedBy = decision.confirmedBy
    confirmedAt = decision.confirmedAt.map { visit.clock.text($0) }
    facts = Self.facts(decision, names, visit)
    differences = Self.differences(decision, asked.service, policies, visit)
    isOwn = decision.askedBy == visit.session.subject
    confirm =
      isWaiting && !isOwn
      ? visit.form("\(asked.service).confirm-decision", ["decisionId": decision.decisionId.description], back: back)
      : nil
  }

  /// What a change of a policy would change in the terms as they are now.
  private static func differences(
    _ decision: TwoPersonDecision, _ service: String, _ policies: [AskedPolicy], _ visit: Visit
  ) -> DifferencesView? {
    guard decision.command.hasSuffix(".change-policy"), decision.state == .waiting,
      let policy = policies.first(where: { $0.outline.service == service })
    else { return nil }
    var change = decision.data
    change["inForceFrom"] = nil
    let terms = PolicyDifference.applying(change, to: policy.last.terms)
    return DifferencesView(PolicyDifference.between(policy.last.terms, terms, in: policy.outline), visit)
  }

  private static func facts(_ decision: TwoPersonDecision, _ names: ShownNames, _ visit: Visit) -> [Fact] {
    ["inForceFrom", "version", "hireId", "recommendationId", "reason"].compactMap { name -> Fact? in
      guard let value = decision.data[name] else { return nil }
      let label = visit.word("policies.fact-\(name)")
      switch (name, value) {
      case ("inForceFrom", .string(let text)):
        return Fact(label: label, value: Timestamp(text).map { visit.clock.text($0) } ?? text, link: nil)
      case ("hireId", .string(let id)): return Fact(label: label, value: visit.short(id), link: "/hires/\(id)")
      case ("recommendationId", .string(let id)):
        let name = RecommendationID(id).flatMap { names.candidate(of: $0) }
        return Fact(label: label, value: name ?? visit.short(id), link: "/recommendations/\(id)")
      case (_, .string(let text)): return Fact(label: label, value: text, link: nil)
      case (_, .integer(let number)): return Fact(label: label, value: String(number), link: nil)
      default: return nil
      }
    }
  }
}
