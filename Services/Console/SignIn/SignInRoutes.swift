import ConsoleDomain
import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

/// Signing in, signing out, and the language.
enum SignInRoutes {
  private static func browserCookie(_ settings: ConsoleSettings) -> String {
    settings.isEncrypted ? "__Host-coopt-attempt" : "coopt-attempt"
  }

  private static func callback(_ settings: ConsoleSettings) -> String { settings.publicURL + "/signed-in" }

  static func register(on routes: ConsoleRoutes) {
    let console = routes.console
    routes.open("/sign-in", .get) { request, _ in await leave(console, request) }
    routes.open("/signed-in", .get) { request, context in await arrive(console, request, context) }
    routes.open("/signed-out", .get) { request, _ in
      DoorPage.page(console, request, "door.out", status: .ok)
    }
    routes.open("/sign-out", .post) { request, context in
      let fields = try await PostedForm.fields(of: request, for: console)
      // Who is not signed in any more has what they want.
      guard let visit = ConsoleRoutes.visit(console, request, context, nil) else {
        return PageResponse.redirect(to: "/signed-out")
      }
      guard PostedForm.isEqual(fields["_token"] ?? "", visit.session.formToken) else {
        return try OutdatedForm.page(visit, fields)
      }
      return await signOut(visit, request)
    }
    routes.post("/language", in: nil, needs: nil) { visit, fields in
      if let language = fields["language"].flatMap({ Language(rawValue: $0) }) {
        console.sessions.change(visit.sessionKey) { $0.language = language }
      }
      return PageResponse.redirect(to: PageResponse.ownPath(fields["_back"]))
    }
  }

  /// To the provider.
  private static func leave(_ console: Console, _ request: Request) async -> Response {
    let settings = console.settings
    let back = PageResponse.ownPath(FormText.fields(request.uri.query ?? "")["back"])
    let attempt = SignInAttempt(back: back)
    do {
      let address = try await console.provider.authorizationURL(attempt, returningTo: callback(settings))
      // All tabs of a browser show the same, so that each of them can come back.
      let shown = request.cookies[browserCookie(settings)]?.value
      let browser = shown.flatMap { $0.utf8.count == 43 ? $0 : nil } ?? RandomText.make()
      console.attempts.begin(attempt, in: browser)
      var response = PageResponse.redirect(to: address)
      response.setCookie(
        cookie(browserCookie(settings), browser, settings, seconds: Int(SignInAttempts.patience.components.seconds)))
      return response
    } catch {
      return refusal(console, request, error, back: back)
    }
  }

  /// Back from the provider.
  private static func arrive(_ console: Console, _ request: Request, _ context: ConsoleContext) async -> Response {
    let settings = console.settings
    let query = FormText.fields(request.uri.query ?? "")
    let browser = request.cookies[browserCookie(settings)]?.value
    guard let attempt = console.attempts.take(query["state"] ?? "", in: browser ?? "") else {
      // The same answer once more, by a reload or the button back: whoever is in is in.
      if ConsoleRoutes.visit(console, request, context, nil) != nil { return PageResponse.redirect(to: "/today") }
      console.signInFailures.count(.unasked)
      if browser == nil {
        return DoorPage.page(
          console, request, "door.no-cookie", status: .forbidden, title: "door.failed-title",
          link: (settings.publicURL + "/today", "door.again"))
      }
      return failed(console, request, "door.failed", back: "/today")
    }
    do {
      guard try await console.provider.isIssuer(query["iss"]) else { throw SignInRefusal.tokenRefused(.issuer) }
      if let error = query["error"] { return denial(console, request, error, back: attempt.back) }
      guard let code = query["code"], !code.isEmpty, code.utf8.count < 4096 else { throw SignInRefusal.codeRefused }
      let session = try await console.provider.person(code: code, attempt, returningTo: callback(settings))
      console.logger.info("somebody signed in", metadata: ["roles": "\(session.roles.map(\.rawValue).sorted())"])
      let name = ConsoleRoutes.sessionCookie(settings)
      var response = PageResponse.redirect(to: attempt.back)
      let key = console.sessions.begin(session, replacing: request.cookies[name]?.value)
      response.setCookie(cookie(name, key, settings, seconds: nil))
      return response
    } catch {
      return refusal(console, request, error, back: attempt.back)
    }
  }

  private static func signOut(_ visit: Visit, _ request: Request) async -> Response {
    let settings = visit.console.settings
    visit.console.sessions.end(visit.sessionKey)
    var response = PageResponse.redirect(to: "/signed-out")
    if let endpoint = await visit.console.provider.endSessionEndpoint() {
      // As a form, since the token says who it is, which stands in no address.
      response = DoorPage.page(
        visit.console, request, "door.out", status: .ok, link: nil,
        leave: ErrorPage.View.Leave(
          to: endpoint,
          [
            ("id_token_hint", visit.session.idToken), ("post_logout_redirect_uri", settings.publicURL + "/signed-out"),
            ("client_id", settings.identity.clientID),
          ], script: visit.console.assets.leaving))
      response.headers[.contentSecurityPolicy] = SecurityHeaders.policy(
        leavingTo: WebAddress(endpoint)?.origin ?? "")
    }
    response.setCookie(cookie(ConsoleRoutes.sessionCookie(settings), "", settings, seconds: 0))
    return response
  }

  /// What the provider said instead of a code (RFC 6749, section 4.1.2.1; OpenID Connect Core 1.0, section 3.1.2.6).
  private static func denial(
    _ console: Console, _ request: Request, _ error: String, back: String
  ) -> Response {
    switch error {
    case "access_denied", "login_required", "interaction_required", "consent_required", "account_selection_required":
      console.signInFailures.count(.denied)
      return failed(console, request, "door.denied", back: back)
    case "temporarily_unavailable", "server_error":
      return refusal(console, request, SignInRefusal.providerAway, back: back)
    default:
      // Its own words are left out: they may hold anything.
      return refusal(
        console, request, SignInRefusal.misconfigured("the provider refuses what it is asked"), back: back)
    }
  }

  private static func refusal(
    _ console: Console, _ request: Request, _ error: any Error, back: String
  ) -> Response {
    switch error as? SignInRefusal {
    case .providerAway, nil:
      console.signInFailures.count(.away)
      console.logger.warning("the identity provider does not answer")
      let again = again(back)
      var response = DoorPage.page(
        console, request, "door.away", status: .serviceUnavailable, link: (again, "door.again"))
      // Not to where the browser is: an answer of the provider counts once.
      response.headers[.refresh] = "5;url=\(again)"
      return response
    case .misconfigured(let reason):
      console.signInFailures.count(.misconfigured)
      console.logger.error("nobody can sign in", metadata: ["reason": "\(reason)"])
      return failed(console, request, "door.misconfigured", status: .badGateway, back: back)
    case .codeRefused:
      console.signInFailures.count(.code)
      return failed(console, request, "door.failed", back: back)
    case .tokenRefused(let defect):
      console.signInFailures.count(.token)
      console.logger.warning("somebody could not sign in", metadata: ["defect": "\(defect.rawValue)"])
      return failed(console, request, "door.not-believed", back: back)
    }
  }

  private static func failed(
    _ console: Console, _ request: Request, _ word: String, status: HTTPResponse.Status = .forbidden, back: String
  ) -> Response {
    DoorPage.page(
      console, request, word, status: status, title: "door.failed-title", link: (again(back), "door.again"))
  }

  private static func again(_ back: String) -> String {
    back == "/today" ? "/sign-in" : "/sign-in?back=" + FormText.encoded(back)
  }

  private static func cookie(_ name: String, _ value: String, _ settings: ConsoleSettings, seconds: Int?) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: settings.isEncrypted, httpOnly: true,
      sameSite: .lax)
  }
}
