import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Trying a policy on what is recorded: who would lose, who would gain, before anything is in force.
enum PolicyTrialPage {
  struct View: Sendable {
    let title: String
    let address: String
    let terms: PolicyFormView
    let since: String
    let sinceDefect: String?
    let refusal: String?
    let differences: DifferencesView?
    let trial: TrialView?
    let schedule: String?
  }

  /// What can be tried: what is about payment dates and about who decides changes nobody's amounts.
  private static func tried(_ outline: PolicyOutline) -> PolicyOutline {
    outline.leaving { term in
      switch term.kind {
      case .tick, .instalments: false
      case .euros, .whole, .duration, .line: true
      }
    }
  }

  static func show(_ whole: PolicyOutline, _ visit: Visit) async throws -> Response {
    let outline = tried(whole)
    let policy = try await AskedPolicy.ask(whole, visit)
    let isFilled = visit.query.keys.contains { $0 != "do" && $0 != "since" }
    let fields = PolicyFields.filled(outline, with: policy.inForce.terms, but: visit.query)
    let draft = PolicyDraft(fields, of: outline, changing: policy.inForce.terms)
    var defects = draft.defects.mapValues { $0.text(in: visit.language) }
    var data = draft.change
    let since = (fields["since"] ?? "").trimmingCharacters
    if !since.isEmpty {
      if let day = CalendarDay(since) {
        data["since"] = .string(visit.clock.begin(of: day).description)
      } else {
        defects["since"] = visit.word("policies.no-day")
      }
    }
    var refusal: String?
    var trial: TrialView?
    if isFilled, defects.isEmpty {
      do throws(DeskFailure) {
        let result = try await visit.console.desk.send(
          TryRewardsPolicy.self, data, id: .make(), actor: visit.session.subject)
        trial = TrialView(result, visit)
      } catch {
        guard case .refused(let problem) = error else { throw error }
        for field in problem.errors ?? [] { defects[field.field] = field.message }
        refusal = visit.refusal(problem)
      }
    }
    let query = fields.filter { $0.key != "do" && $0.key != "since" }.sorted { $0.key < $1.key }
    return try visit.page(
      "policies-trial", title: "policies.try",
      View(
        title: whole.title.text(in: visit.language), address: whole.address,
        terms: PolicyFormView(outline, fields, defects: defects, visit), since: since, sinceDefect: defects["since"],
        refusal: refusal, differences: trial.map { _ in DifferencesView(draft.differences, visit) }, trial: trial,
        schedule: trial != nil && visit.may(whole.changeKey) && !draft.change.isEmpty
          ? "\(whole.address)/change?do=review&" + FormText.text(query.map { ($0.key, $0.value) }) : nil),
      status: defects.isEmpty ? .ok : .unprocessableContent)
  }
}
