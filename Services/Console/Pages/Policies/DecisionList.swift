import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Decisions that take two people: those that wait, and what became of others (A2).
enum DecisionList {
  /// A decision, and the service that keeps it.
  struct Asked: Sendable {
    let service: String
    let decision: TwoPersonDecision

    /// The recommendation that it is about, where it is about one.
    var recommendation: RecommendationID? {
      if case .string(let id)? = decision.data["recommendationId"] { RecommendationID(id) } else { nil }
    }
  }

  /// Decisions of both services, newest first; where each goes on.
  struct Page: Sendable {
    var decisions: [Asked]
    let next: [String: String]
  }

  struct View: Sendable {
    let states: [Choice]
    let services: [Choice]
    let decisions: [DecisionView]
    let isEmpty: Bool
    let pager: PagerView?
    let isWhole: Bool
  }

  private enum Service: String, CaseIterable {
    case rewards
    case recommendations
  }

  /// One service's list goes on page by page; of both, the first page is shown.
  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let state = visit.query["state"].flatMap { DecisionState(rawValue: $0) }
    let service = visit.query["service"].flatMap { Service(rawValue: $0) }
    async let asked = PolicyOverview.ask(visit)
    async let answered = ask(state, size: 50, only: service?.rawValue, token: visit.pageToken, visit)
    let (policies, page) = try await (asked, answered)
    let now = Timestamp.now
    let names = await ShownNames(visit, page.decisions.compactMap(\.recommendation))
    let decisions = page.decisions.map {
      DecisionView($0, policies, names, at: now, back: "/policies/decisions", visit)
    }
    return try visit.page(
      "policies-decisions", title: "policies.decisions",
      View(
        states: Choice.of(DecisionState.allCases, chosen: state) { visit.word("policies.decision-\($0.rawValue)") },
        services: Choice.of(Service.allCases, chosen: service) { visit.word("policies.service-\($0.rawValue)") },
        decisions: decisions, isEmpty: decisions.isEmpty,
        pager: service.flatMap { visit.pager(next: page.next[$0.rawValue]) },
        isWhole: service != nil || page.next.isEmpty))
  }

  static func ask(
    _ state: DecisionState?, size: Int, only service: String? = nil, token: String? = nil, _ visit: Visit
  ) async throws -> Page {
    async let rewards = ask(TrailOf.Rewards.self, state, size, service, token, visit)
    async let recommendations = ask(TrailOf.Recommendations.self, state, size, service, token, visit)
    let pages = try await [("rewards", rewards), ("recommendations", recommendations)]
    var next: [String: String] = [:]
    for (name, page) in pages { next[name] = page?.next }
    let decisions = pages.flatMap { name, page in (page?.decisions ?? []).map { Asked(service: name, decision: $0) } }
    return Page(decisions: decisions.sorted { $0.decision.askedAt > $1.decision.askedAt }, next: next)
  }

  private static func ask<Owner: TrailOwner>(
    _ owner: Owner.Type, _ state: DecisionState?, _ size: Int, _ only: String?, _ token: String?, _ visit: Visit
  ) async throws(DeskFailure) -> (decisions: [TwoPersonDecision], next: String?)? {
    guard only == nil || only == Owner.service else { return nil }
    let page = try await visit.ask(
      ListDecisions<Owner>(state: state, pageSize: size, pageToken: only == nil ? nil : token))
    return (page.decisions, page.nextPageToken)
  }
}
