import ConsoleDomain
import FoundationEssentials
import Hummingbird
import Messages
import Vocabulary

/// Changing a policy: a form with the present terms, then what exactly would change, then the command.
enum PolicyDraftPage {
  /// What would be sent.
  struct Review: Sendable {
    struct Hidden: Sendable {
      let name: String
      let value: String
    }

    let differences: DifferencesView
    let from: String
    let data: String
    let hidden: [Hidden]
    let commandID: String
    let base: Int
    let formToken: String
  }

  struct View: Sendable {
    let title: String
    let address: String
    let terms: PolicyFormView
    let from: String
    let fromDefect: String?
    let pending: String?
    let takesTwo: Bool
    let refusal: String?
    let review: Review?
    let canBeTried: Bool
  }

  /// What somebody filled in, with what has become of it.
  private struct Attempt {
    var fields: [String: String]
    var defects: [String: String] = [:]
    var refusal: String?
    var id = MessageID.make()
    var wantsReview = false
  }

  static func show(_ outline: PolicyOutline, _ visit: Visit) async throws -> Response {
    guard visit.may(outline.changeKey) else { return try MessagePage.forbidden(visit) }
    let policy = try await AskedPolicy.ask(outline, visit)
    let fields = PolicyFields.filled(outline, with: policy.last.terms, but: visit.query)
    return try page(policy, Attempt(fields: fields, wantsReview: visit.query["do"] == "review"), visit)
  }

  static func send(_ outline: PolicyOutline, _ visit: Visit, _ fields: [String: String]) async throws -> Response {
    let policy = try await AskedPolicy.ask(outline, visit)
    var attempt = Attempt(
      fields: fields, id: fields["_id"].flatMap { MessageID($0) } ?? .make(), wantsReview: true)
    guard fields["base"] == String(policy.last.number) else {
      attempt.refusal = visit.word("policies.changed-meanwhile")
      return try page(policy, attempt, visit)
    }
    let draft = PolicyDraft(fields, of: outline, changing: policy.last.terms)
    guard draft.defects.isEmpty, !draft.change.isEmpty, case .success(let from) = day(fields["from"]) else {
      return try page(policy, attempt, visit)
    }
    do throws(DeskFailure) {
      let result = try await visit.console.desk.send(
        MessageType(service: outline.service, name: "change-policy"), data(draft, from, visit), id: attempt.id,
        actor: visit.session.subject)
      let text = done(result, visit)
      visit.console.sessions.change(visit.sessionKey) { $0.notices.append(Session.Notice(text: text)) }
      return PageResponse.redirect(to: result["decisionId"] == nil ? outline.address : "/policies")
    } catch {
      switch error {
      case .refused(let problem):
        for field in problem.errors ?? [] { attempt.defects[field.field] = field.message }
        attempt.refusal = visit.refusal(problem)
        attempt.id = .make()
      case .unanswered: attempt.refusal = visit.word("common.unanswered-command")
      case .unreachable: attempt.refusal = visit.word("common.unreachable")
      case .unreadable: attempt.refusal = visit.word("common.unreadable")
      }
      return try page(policy, attempt, visit)
    }
  }

  private static func done(_ result: JSONObject, _ visit: Visit) -> String {
    guard result["decisionId"] == nil else { return visit.word("common.waits-for-second") }
    let from = result["inForceFrom"]?.string.flatMap { Timestamp($0) }
    return from.map { "\(visit.word("policies.scheduled-from")) \(visit.clock.text($0))." }
      ?? visit.word("policies.now-in-force")
  }

  /// The day that was chosen; nil for at once.
  private static func day(_ text: String?) -> Result<CalendarDay?, NoDay> {
    guard let text = text?.trimmingCharacters, !text.isEmpty else { return .success(nil) }
    return CalendarDay(text).map { .success($0) } ?? .failure(NoDay())
  }

  private struct NoDay: Error {}

  private static func data(_ draft: PolicyDraft, _ from: CalendarDay?, _ visit: Visit) -> JSONObject {
    var data = draft.change
    data["inForceFrom"] = from.map { .string(visit.clock.begin(of: $0).description) }
    return data
  }

  private static func page(_ policy: AskedPolicy, _ attempt: Attempt, _ visit: Visit) throws -> Response {
    let outline = policy.outline
    let draft = PolicyDraft(attempt.fields, of: outline, changing: policy.last.terms)
    var defects = attempt.wantsReview ? draft.defects.mapValues { $0.text(in: visit.language) } : [:]
    var refusal = attempt.refusal
    let from = day(attempt.fields["from"])
    if attempt.wantsReview, case .failure = from { defects["from"] = visit.word("policies.no-day") }
    if attempt.wantsReview, defects.isEmpty, draft.change.isEmpty {
      refusal = refusal ?? visit.word("policies.nothing-changes")
    }
    defects.merge(attempt.defects) { first, _ in first }
    var review: Review?
    if attempt.wantsReview, defects.isEmpty, !draft.change.isEmpty, case .success(let day) = from {
      review = try Self.review(draft, day, policy, attempt, visit)
    }
    let takesTwo = ([policy.inForce] + policy.upcoming).contains { $0.terms["twoPeopleForAmounts"] == .boolean(true) }
    return try visit.page(
      "policies-draft", title: "policies.change",
      View(
        title: outline.title.text(in: visit.language), address: outline.address,
        terms: PolicyFormView(outline, attempt.fields, defects: defects, visit), from: attempt.fields["from"] ?? "",
        fromDefect: defects["from"] ?? defects["inForceFrom"],
        pending: policy.upcoming.last?.inForceFrom.map { visit.clock.text($0) }, takesTwo: takesTwo, refusal: refusal,
        review: review, canBeTried: outline.canBeTried),
      status: refusal == nil && defects.isEmpty ? .ok : .unprocessableContent)
  }

  private static func review(
    _ draft: PolicyDraft, _ day: CalendarDay?, _ policy: AskedPolicy, _ attempt: Attempt, _ visit: Visit
  ) throws -> Review {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let sent = try encoder.encode(data(draft, day, visit))
    let hidden = attempt.fields.filter { !$0.key.hasPrefix("_") && $0.key != "do" && $0.key != "base" }
    return Review(
      differences: DifferencesView(draft.differences, visit),
      from: day.map { visit.clock.text(visit.clock.begin(of: $0)) } ?? visit.word("policies.at-once"),
      data: String(decoding: sent, as: UTF8.self),
      hidden: hidden.sorted { $0.key < $1.key }.map { Review.Hidden(name: $0.key, value: $0.value) },
      commandID: attempt.id.description, base: policy.last.number, formToken: visit.session.formToken)
  }
}
