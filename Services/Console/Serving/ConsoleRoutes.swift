import ConsoleDomain
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// Addresses of the console that take somebody who is signed in, and may be there.
package struct ConsoleRoutes {
  /// Which methods each path takes, and what the roles are asked for.
  private final class Record {
    var methods: [String: Set<HTTPRequest.Method>] = [:]
    var keys: Set<String> = []
  }

  let router: Router<ConsoleContext>
  let console: Console
  private let record = Record()

  init(router: Router<ConsoleContext>, console: Console) {
    self.router = router
    self.console = console
  }

  /// The cookie that a session is known by.
  static func sessionCookie(_ settings: ConsoleSettings) -> String {
    settings.isEncrypted ? "__Host-coopt-session" : "coopt-session"
  }

  /// A page of an area.
  package func get(
    _ path: String, in area: Area, _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    open(path, .get) { [console] request, context in
      guard let visit = Self.visit(console, request, context, area) else {
        // Nobody would see where a page is led that asks by itself.
        if request.headers[.quietRequest] != nil { return Response(status: .unauthorized) }
        let back = PageResponse.ownPath(request.uri.string)
        return PageResponse.redirect(to: back == "/today" ? "/sign-in" : "/sign-in?back=" + FormText.encoded(back))
      }
      guard visit.mayEnter(area) else { return try MessagePage.forbidden(visit) }
      return try await MessagePage.catching(visit) { try await handler(visit) }
    }
  }

  /// What a form of a page is sent to that is no command of a service; `handler` gets its fields.
  ///
  /// The roles are asked for the area, and for the key as for a command's.
  package func post(
    _ path: String, in area: Area?, needs key: String?,
    _ handler: @escaping @Sendable (Visit, [String: String]) async throws -> Response
  ) {
    if let key { record.keys.insert(key) }
    open(path, .post) { [console] request, context in
      let fields = try await PostedForm.fields(of: request, for: console)
      guard let visit = Self.visit(console, request, context, area) else {
        return DoorPage.page(
          console, request, "door.ended", status: .forbidden, link: nil,
          resend: ErrorPage.View.Resend(to: request.uri.path, fields, token: nil))
      }
      guard PostedForm.isEqual(fields["_token"] ?? "", visit.session.formToken) else {
        return try OutdatedForm.page(visit, fields)
      }
      if let area, !visit.mayEnter(area) { return try MessagePage.forbidden(visit) }
      if let key, !visit.may(key) { return try MessagePage.forbidden(visit) }
      return try await MessagePage.catching(visit, isForm: true) { try await handler(visit, fields) }
    }
  }

  /// A stream or a part that a page keeps open or asks for by itself; nobody is led anywhere, and no session lasts longer.
  ///
  /// A stream ends with the session, and when the console stops.
  package func quiet(
    _ path: String, in area: Area, _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    open(path, .get) { [console] request, context in
      guard let visit = Self.visit(console, request, context, area, isPerson: false) else {
        return Response(status: .unauthorized)
      }
      guard visit.mayEnter(area) else { return Response(status: .forbidden) }
      var response = try await handler(visit)
      response.body = SessionStream.body(response.body, of: visit)
      return response
    }
  }

  /// What the roles are asked for by addresses of their own, which are those of no command.
  var keys: Set<String> { record.keys }

  /// An address that takes anybody.
  func open(
    _ path: String, _ method: HTTPRequest.Method,
    _ handler: @escaping @Sendable (Request, ConsoleContext) async throws -> Response
  ) {
    record.methods[path, default: []].insert(method)
    router.on(RouterPath(path), method: method, use: handler)
  }

  /// Answers other methods, once all addresses are there: they are not permitted, which is not the same as not there.
  func refuseOtherMethods() {
    let known: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace, .connect]
    for (path, methods) in record.methods {
      let allowed = (methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : [])).sorted().joined(
        separator: ", ")
      let others = known + (methods.contains(.get) ? [] : [.head])
      for method in others where !methods.contains(method) {
        router.on(RouterPath(path), method: method) { _, _ -> Response in
          throw HTTPError(.methodNotAllowed, headers: [.allow: allowed])
        }
      }
    }
  }

  /// Who asks, for what; nil where nobody is signed in.
  static func visit(
    _ console: Console, _ request: Request, _ context: ConsoleContext, _ area: Area?, isPerson: Bool = true
  ) -> Visit? {
    guard let key = request.cookies[sessionCookie(console.settings)]?.value,
      let session = console.sessions.session(key, isPerson: isPerson && request.headers[.quietRequest] == nil)
    else { return nil }
    return Visit(
      console: console, session: session, sessionKey: key,
      language: session.language ?? Self.language(request), area: area, path: request.uri.path,
      query: FormText.fields(request.uri.query ?? ""), parameters: context.parameters,
      isQuiet: request.headers[.quietRequest] != nil)
  }

  /// The language that a browser asks for; French where it asks for neither.
  static func language(_ request: Request) -> Language {
    for entry in (request.headers[.acceptLanguage] ?? "").lowercased().split(separator: ",") {
      let name = entry.trimmingCharacters
      if name.hasPrefix("fr") { return .french }
      if name.hasPrefix("en") { return .english }
    }
    return .french
  }
}

extension HTTPField.Name {
  /// Says that a page asks by itself.
  static let quietRequest = HTTPField.Name("X-Coopt-Quiet")!
}
