import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Where forms are sent to: each command of the contract that is in somebody's table of roles.
enum ActionRoutes {
  /// A form that came back, with what is wrong about it.
  struct View: Sendable {
    let form: FormView
    let refusal: String?
    /// What happened to the thing meanwhile.
    let meanwhile: [String]
    let hasMeanwhile: Bool
    let back: String
  }

  static func register(on routes: ConsoleRoutes) {
    routes.post("/do/:service/:command", in: nil, needs: nil) { visit, fields in
      let key = "\(visit.parameters.get("service") ?? "").\(visit.parameters.get("command") ?? "")"
      guard visit.may(key) else { return try MessagePage.forbidden(visit) }
      guard let form = visit.console.forms[key] else { throw HTTPError(.notFound) }
      guard try await Confirmation.isPermitted(form, visit, fields) else { return try MessagePage.forbidden(visit) }
      return try await answer(form, visit, fields)
    }
  }

  private static func answer(_ form: ActionForm, _ visit: Visit, _ fields: [String: String]) async throws -> Response {
    let data = FormData(form, fields)
    let id = fields["_id"].flatMap { MessageID($0) } ?? .make()
    let back = PageResponse.ownPath(fields["_back"])
    guard data.defects.isEmpty else {
      let defects = data.defects.mapValues { $0.text(in: visit.language) }
      return try again(form, visit, fields, id: id, back: back, defects: defects, refusal: nil, meanwhile: [])
    }
    do throws(DeskFailure) {
      let result = try await visit.console.desk.send(form.type, data.object, id: id, actor: visit.session.subject)
      let waits = result["decisionId"] != nil && !form.key.hasSuffix(".confirm-decision")
      let text = waits ? visit.word("common.waits-for-second") : form.done.text(in: visit.language)
      visit.console.sessions.change(visit.sessionKey) { $0.notices.append(Session.Notice(text: text)) }
      return PageResponse.redirect(to: back)
    } catch {
      switch error {
      case .refused(let problem):
        let (defects, rest) = defects(problem, form, visit)
        // Under another id, since a refusal is the answer to the one that was refused.
        return try again(
          form, visit, fields, id: .make(), back: back, defects: defects,
          refusal: ([visit.refusal(problem)] + rest).joined(separator: " "),
          meanwhile: await Meanwhile.lines(of: form.key, refusedWith: problem.code, fields, visit))
      case .unanswered:
        return try again(
          form, visit, fields, id: id, back: back, defects: [:], refusal: visit.word("common.unanswered-command"),
          meanwhile: [])
      case .unreachable, .unreadable:
        let word = if case .unreachable = error { "common.unreachable" } else { "common.unreadable" }
        return try again(
          form, visit, fields, id: id, back: back, defects: [:], refusal: visit.word(word), meanwhile: [])
      }
    }
  }

  /// What the service says of fields: beside those that the form shows; of others, as sentences.
  private static func defects(
    _ problem: Problem, _ form: ActionForm, _ visit: Visit
  ) -> (beside: [String: String], others: [String]) {
    var (beside, others): ([String: String], [String]) = ([:], [])
    for error in problem.errors ?? [] {
      // `zones[1]` is an element of what is one field here.
      let name = String(error.field.prefix { $0 != "[" })
      let field = form.fields.first { $0.name == name }
      var isEuros = false
      if case .euros? = field?.kind { isEuros = true }
      let text = FieldWords.text(error.message, isEuros: isEuros, in: visit.language)
      if let field, !field.isHidden {
        beside[name] = text
      } else {
        others.append("(\(field?.label.text(in: visit.language) ?? error.field) : \(text))")
      }
    }
    return (beside, others)
  }

  private static func again(
    _ form: ActionForm, _ visit: Visit, _ fields: [String: String], id: MessageID, back: String,
    defects: [String: String], refusal: String?, meanwhile: [String]
  ) throws -> Response {
    let view = FormView(
      form.limited(to: fields), values: fields, defects: defects, commandID: id, back: back,
      formToken: visit.session.formToken,
      language: visit.language)
    return try visit.page(
      "action", title: "common.refused",
      View(form: view, refusal: refusal, meanwhile: meanwhile, hasMeanwhile: !meanwhile.isEmpty, back: back),
      status: .unprocessableContent)
  }
}

extension Visit {
  /// What a refusal means, in the language; what is said of single fields stands beside them.
  func refusal(_ problem: Problem) -> String {
    console.views.words.text("codes.\(problem.code.rawValue)", in: language) ?? problem.title
  }
}
