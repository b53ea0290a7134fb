import ConsoleDomain
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// Addresses of the console that take somebody who is signed in, and may be there.
struct ConsoleRoutes {
  let router: Router<ConsoleContext>
  let console: Console

  /// The cookie that a session is known by.
  static func sessionCookie(_ settings: ConsoleSettings) -> String {
    settings.isEncrypted ? "__Host-coopt-session" : "coopt-session"
  }

  /// A page of an area.
  func get(
    _ path: String, in area: Area, _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    router.get(RouterPath(path)) { [console] request, context in
      guard let visit = Self.visit(console, request, context, area) else {
        return PageResponse.redirect(to: "/sign-in?back=" + FormText.encoded(PageResponse.ownPath(request.uri.string)))
      }
      guard visit.mayEnter(area) else { return try MessagePage.forbidden(visit) }
      return try await MessagePage.catching(visit) { try await handler(visit) }
    }
  }

  /// What a form of a page is sent to that is no command of a service; `handler` gets its fields.
  ///
  /// The roles are asked for the key, as for a command's.
  func post(
    _ path: String, in area: Area?, needs key: String?,
    _ handler: @escaping @Sendable (Visit, [String: String]) async throws -> Response
  ) {
    router.post(RouterPath(path)) { [console] request, context in
      guard let visit = Self.visit(console, request, context, area) else {
        return PageResponse.redirect(to: "/sign-in")
      }
      let body = try await request.body.collect(upTo: 1 << 17)
      let fields = FormText.fields(String(buffer: body))
      guard Self.isOurs(request, console), Self.isEqual(fields["_token"] ?? "", visit.session.formToken) else {
        return try MessagePage.page(visit, "common.outdated-form", status: .forbidden)
      }
      if let key, !visit.may(key) { return try MessagePage.forbidden(visit) }
      return try await MessagePage.catching(visit, isForm: true) { try await handler(visit, fields) }
    }
  }

  /// A stream or a part that a page keeps open or asks for by itself; nobody is led anywhere, and no session lasts longer.
  func quiet(
    _ path: String, in area: Area, _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    router.get(RouterPath(path)) { [console] request, context in
      guard let visit = Self.visit(console, request, context, area, isPerson: false), visit.mayEnter(area) else {
        return Response(status: .unauthorized)
      }
      return try await handler(visit)
    }
  }

  private static func visit(
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

  /// Whether a form comes from a page of ours, as far as the browser says so.
  private static func isOurs(_ request: Request, _ console: Console) -> Bool {
    if let site = request.headers[.fetchSite], site != "same-origin" { return false }
    if let origin = request.headers[.origin], origin != console.settings.publicURL { return false }
    return true
  }

  /// Compares in a time that does not tell how much is right.
  private static func isEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPField.Name {
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
  /// Says that a page asks by itself.
  static let quietRequest = HTTPField.Name("X-Coopt-Quiet")!
}
