import ConsoleDomain
import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

/// Signing in, signing out, and the language.
enum SignInRoutes {
  /// What the pages show of which nobody is signed in.
  struct View: Sendable {
    let text: String
    let language: String
    let title: String
    let styles: String
    let script: String
    let icon: String
    let content: String
    let isSignedIn = false
  }

  private static func attemptCookie(_ settings: ConsoleSettings) -> String {
    settings.isEncrypted ? "__Host-coopt-attempt" : "coopt-attempt"
  }

  static func register(on routes: ConsoleRoutes) {
    let console = routes.console
    let settings = console.settings
    let callback = settings.publicURL + "/signed-in"

    routes.router.get("/sign-in") { request, _ in
      let attempt = SignInAttempt(
        back: PageResponse.ownPath(FormText.fields(request.uri.query ?? "")["back"]))
      do {
        let address = try await console.provider.authorizationURL(attempt, returningTo: callback)
        var response = PageResponse.redirect(to: address)
        response.setCookie(
          cookie(attemptCookie(settings), console.attempts.begin(attempt), settings, seconds: 600))
        return response
      } catch {
        console.logger.warning("nobody can sign in", metadata: ["error": "\(error)"])
        return page(console, request, "common.provider-away", status: .serviceUnavailable)
      }
    }

    routes.router.get("/signed-in") { request, _ in
      let query = FormText.fields(request.uri.query ?? "")
      let attempt = request.cookies[attemptCookie(settings)].flatMap { console.attempts.take($0.value) }
      guard let attempt, query["state"] == attempt.state, let code = query["code"] else {
        return page(console, request, "common.sign-in-failed", status: .forbidden)
      }
      do {
        let session = try await console.provider.person(code: code, attempt, returningTo: callback)
        console.logger.info("somebody signed in", metadata: ["roles": "\(session.roles.map(\.rawValue).sorted())"])
        var response = PageResponse.redirect(to: attempt.back)
        response.setCookie(
          cookie(ConsoleRoutes.sessionCookie(settings), console.sessions.begin(session), settings, seconds: nil))
        response.setCookie(cookie(attemptCookie(settings), "", settings, seconds: 0))
        return response
      } catch {
        console.logger.warning("somebody could not sign in", metadata: ["error": "\(error)"])
        let word =
          if case IdentityProvider.Refusal.unreachable = error {
            "common.provider-away"
          } else {
            "common.sign-in-failed"
          }
        return page(console, request, word, status: .forbidden)
      }
    }

    routes.router.get("/signed-out") { request, _ in
      page(console, request, "common.signed-out", status: .ok)
    }

    routes.post("/sign-out", in: nil, needs: nil) { visit, _ in
      console.sessions.end(visit.sessionKey)
      let address = await console.provider.endSessionURL(
        idToken: visit.session.idToken, returningTo: settings.publicURL + "/signed-out")
      var response = PageResponse.redirect(to: address ?? "/signed-out")
      response.setCookie(cookie(ConsoleRoutes.sessionCookie(settings), "", settings, seconds: 0))
      return response
    }

    routes.post("/language", in: nil, needs: nil) { visit, fields in
      if let language = fields["language"].flatMap({ Language(rawValue: $0) }) {
        console.sessions.change(visit.sessionKey) { $0.language = language }
      }
      return PageResponse.redirect(to: PageResponse.ownPath(fields["_back"]))
    }
  }

  private static func cookie(_ name: String, _ value: String, _ settings: ConsoleSettings, seconds: Int?) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: settings.isEncrypted, httpOnly: true,
      sameSite: .lax)
  }

  private static func page(
    _ console: Console, _ request: Request, _ word: String, status: HTTPResponse.Status
  ) -> Response {
    let language = ConsoleRoutes.language(request)
    let text = console.views.words[word]?.text(in: language) ?? ""
    let view = View(
      text: text, language: language.rawValue, title: text, styles: console.assets.styles,
      script: console.assets.script, icon: console.assets.icon,
      content: console.views.render("signed-out", ["text": text], in: language))
    return PageResponse.html(console.views.render("layout", view, in: language), status: status, console.settings)
  }
}
