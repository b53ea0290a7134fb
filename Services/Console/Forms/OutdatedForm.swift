import Hummingbird
import Messages
import Vocabulary

/// A form whose page belongs to a session of before: nothing is done, and nothing that was typed is lost.
enum OutdatedForm {
  /// The form as it was filled in, to be read over and sent again.
  static func page(_ visit: Visit, _ fields: [String: String]) throws -> Response {
    let key = "\(visit.parameters.get("service") ?? "").\(visit.parameters.get("command") ?? "")"
    guard let form = visit.console.forms[key], visit.may(key) else {
      return try ErrorPage.page(
        visit, "door.outdated", status: .forbidden,
        resend: ErrorPage.View.Resend(to: visit.path, fields, token: visit.session.formToken))
    }
    let back = PageResponse.ownPath(fields["_back"])
    // The same id: what was sent before all the same is not done twice.
    let view = FormView(
      form, values: fields, commandID: fields["_id"].flatMap { MessageID($0) } ?? .make(), back: back,
      formToken: visit.session.formToken, language: visit.language)
    return try visit.page(
      "action", title: "door.outdated-title",
      ActionRoutes.View(
        form: view, refusal: visit.word("door.outdated"), meanwhile: [], hasMeanwhile: false, back: back),
      status: .forbidden)
  }
}
