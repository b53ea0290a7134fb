import ConsoleDomain
import CooptCommandLine
import HTTPTypes
import Hummingbird
import Messages
import Vocabulary

/// The form by which somebody does something with letters: it asks why.
struct LetterDeedForm: Sendable {
  /// What says which letters are meant.
  struct Field: Sendable {
    let name: String
    let value: String
  }

  let action: String
  let title: String
  let button: String
  let warning: String
  let isGrave: Bool
  let fields: [Field]
  let runID: String
  let inputID: String
  let reason: String
  let defect: String?
  /// The data as they are to be, where somebody corrects them.
  let data: String?
  /// What is wrong with them, in the contract's words.
  let dataDefect: String?
  let formToken: String

  /// The form; nil where the roles do not permit what it does.
  init?(
    _ action: LetterAction, _ fields: [(String, String)], _ visit: Visit, reason: String = "", defect: String? = nil,
    data: String? = nil, dataDefect: String? = nil
  ) {
    guard visit.may(RoleTable.letters(action.rawValue)) else { return nil }
    let run = MessageID.make().description
    self.action = "/letters/\(action.rawValue)"
    title = visit.word("letters.\(action.rawValue)")
    button = visit.word("letters.\(action.rawValue)-button")
    warning = visit.word("letters.\(action.rawValue)-warning")
    isGrave = action == .discard
    self.fields = fields.map { Field(name: $0.0, value: $0.1) }
    runID = run
    inputID = "f\(run.suffix(12))"
    self.reason = reason
    self.defect = defect
    (self.data, self.dataDefect) = (data, dataDefect)
    formToken = visit.session.formToken
  }

  /// What a plan can be made for.
  static func action(_ text: String?) -> LetterAction? {
    text.flatMap(LetterAction.init).flatMap { [.replay, .discard].contains($0) ? $0 : nil }
  }

  /// Begins what a form asks for, and leads to the page that says what becomes of it.
  static func begin(
    _ action: LetterAction, _ fields: [String: String], _ visit: Visit, _ desk: LetterDesk
  ) async throws -> Response {
    guard let choice = LetterChoice(fields) else { throw HTTPError(.notFound) }
    let run = fields["_id"].flatMap { MessageID($0) } ?? .make()
    guard let actor = try? Operator(name: visit.session.subject, reason: fields["reason"], run: run) else {
      return try await LetterPlanView.page(
        visit, desk, action, choice, reason: fields["reason"] ?? "", defect: visit.word("letters.reason-missing"))
    }
    // A form that is sent twice is done once.
    if desk.errands[run] == nil { _ = desk.begin(action, choice.filter, in: choice.queue, by: actor) }
    await desk.errands.end(of: run, within: .milliseconds(1500))
    return PageResponse.redirect(to: "/letters/errand/\(run)")
  }

  /// Shows the contents of a letter to somebody who says why they read it.
  static func reveal(_ fields: [String: String], _ visit: Visit, _ desk: LetterDesk) async throws -> Response {
    guard let choice = LetterChoice(fields), let id = choice.id else { throw HTTPError(.notFound) }
    guard let reader = try? Operator(name: visit.session.subject, reason: fields["reason"]) else {
      let form = LetterDeedForm(
        .reveal, choice.fields, visit, reason: fields["reason"] ?? "", defect: visit.word("letters.reason-missing"))
      return try visit.page(
        "letters-plan", title: "letters.reveal", LetterPlanView(visit.word("letters.reveal"), form, choice, visit),
        status: .unprocessableContent)
    }
    return try await LetterView.page(visit, desk, queue: choice.queue, id: id, revealedBy: reader)
  }
}
