import ConsoleDomain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import Vocabulary

/// One request of somebody who is signed in: who asks, for what, and all that is needed to answer.
package struct Visit: Sendable {
  package let console: Console
  package let session: Session
  /// What the browser shows of the session.
  let sessionKey: String
  let language: Language
  let area: Area?
  /// The path that was asked for, without its query.
  let path: String
  let query: [String: String]
  let parameters: Parameters
  /// Whether the page asks by itself: what is said once is kept for whoever asks themselves.
  var isQuiet = false

  /// Instants and days in the platform's zone, in the language.
  var clock: Clock { Clock(zone: console.settings.zone, language: language) }

  /// Whether the session lasts still.
  var isSignedIn: Bool { console.sessions.session(sessionKey, isPerson: false) != nil }

  /// Whether the roles permit a command.
  func may(_ routingKey: String) -> Bool { RoleTable.maySend(routingKey, session.roles) }

  /// Whether the roles permit to confirm what somebody else asked for, by the routing key of what was asked for.
  func mayConfirm(_ routingKey: String) -> Bool { RoleTable.mayConfirm(routingKey, session.roles) }

  /// Whether the roles permit an area.
  func mayEnter(_ area: Area) -> Bool { RoleTable.mayEnter(area, session.roles) }

  /// The answer to a question; throws `DeskFailure`, of which a page is made where nobody catches it.
  ///
  /// `patience` is for what a page would rather do without than wait for.
  package func ask<Question: CommandPayload>(
    _ question: Question, patience: Duration? = nil
  ) async throws(DeskFailure) -> Question.Result {
    try await console.desk.ask(question, patience: patience)
  }

  /// A text by its name, such as `interviews.title`.
  func word(_ name: String) -> String { console.views.words.text(name, in: language) ?? name }

  /// An amount of cents.
  func euros(_ cents: Int) -> String { Money.text(cents, in: language) }

  /// A parameter of the path, such as an id; throws a failure that becomes "not found".
  func id<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type) throws -> Value {
    guard let value = parameters.get(name).flatMap({ Value($0) }) else { throw HTTPError(.notFound) }
    return value
  }

  /// An id of the path.
  func id<Subject>(_ name: String, as type: Identifier<Subject>.Type) throws -> Identifier<Subject> {
    guard let value = parameters.get(name).flatMap({ Identifier<Subject>($0) }) else { throw HTTPError(.notFound) }
    return value
  }

  /// The form of a command, filled in as far as it is known; nil where the roles do not permit it.
  ///
  /// `back` is the page to go on to; the one that shows the form, where none is given.
  func form(_ key: String, _ values: [String: String] = [:], back: String? = nil) -> FormView? {
    guard may(key), let form = console.forms[key] else { return nil }
    return FormView(
      form, values: values, back: back ?? path, formToken: session.formToken, language: language)
  }

  /// The same with some of its fields alone, under a heading and a button of its own.
  func form(
    _ key: String, of fields: Set<String>, title: Said, button: Said, _ values: [String: String], back: String? = nil
  ) -> FormView? {
    guard may(key), let form = console.forms[key] else { return nil }
    return FormView(
      form.limited(to: fields, title: title, button: button), values: values, back: back ?? path,
      formToken: session.formToken, language: language)
  }

  /// A page of the console: a template with what it shows, within the layout.
  func page(
    _ template: String, title: String, _ view: some Sendable, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let notices = isQuiet ? [] : session.notices
    if !notices.isEmpty {
      console.sessions.change(sessionKey) { $0.notices.removeFirst(min(notices.count, $0.notices.count)) }
    }
    let content = console.views.render(template, view, in: language)
    let layout = LayoutView(self, title: word(title), content: content, notices: notices)
    return PageResponse.html(console.views.render("layout", layout, in: language), status: status, console.settings)
  }

  /// A part of a page alone, for what is brought up to date where it stands.
  func part(_ template: String, _ view: some Sendable) -> Response {
    PageResponse.html(console.views.render(template, view, in: language), status: .ok, console.settings)
  }

  /// Links to the page of a list that comes next, and to its first; the filters stay.
  func pager(next token: String?) -> PagerView? {
    var filters = query
    let isFirst = filters.removeValue(forKey: "page") == nil
    if token == nil, isFirst { return nil }
    return PagerView(
      next: token.map { address(filters.merging(["page": $0]) { _, new in new }) },
      first: isFirst ? nil : address(filters))
  }

  /// The token of the page of a list that is asked for.
  var pageToken: String? { query["page"] }

  /// What was asked for, with its query.
  var address: String { address(query) }

  private func address(_ fields: [String: String]) -> String {
    fields.isEmpty ? path : path + "?" + FormText.text(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}

/// Where a list goes on.
struct PagerView: Sendable {
  let next: String?
  let first: String?
}
