import ConsoleService
import FoundationEssentials
import HTTPTypes
import Messages
import NIOHTTP1
import TestStack
import Testing

@Suite("Signing in") struct SignInTests {
  @Test("somebody signs in by code, PKCE, state and nonce, and comes where they wanted to")
  func path() async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      let turned = try await browser.get("/hires?state=open")
      #expect(turned.status == 303 && turned.location == "/sign-in?back=%2Fhires%3Fstate%3Dopen")
      let away = try await browser.get(turned.location)
      #expect(away.status == 303 && away.location.hasPrefix(test.provider.issuer + "/authorize?"))
      let query = FormText.fields(String(away.location.split(separator: "?", maxSplits: 1)[1]))
      #expect(query["response_type"] == "code" && query["code_challenge_method"] == "S256")
      #expect(query["redirect_uri"] == "http://console.localhost:8090/signed-in" && query["scope"] == "openid profile")
      #expect(Set([query["state"], query["nonce"], query["code_challenge"]].compactMap { $0 }).count == 3)
      let back = try await browser.comeBack(from: away, at: test.provider)
      #expect(back.status == 303 && back.location == "/hires?state=open")
      let page = try await browser.get("/test")
      #expect(page.text == "rita")
      let form = test.provider.lastForm
      #expect(form["grant_type"] == "authorization_code" && form["redirect_uri"] == query["redirect_uri"])
      #expect(form["client_secret"] == nil)
      let cookies = back.headers["set-cookie"]
      #expect(
        cookies.contains { $0.hasPrefix("coopt-session=") && $0.contains("HttpOnly") && $0.contains("SameSite=Lax") })
    }
  }

  @Test("two tabs sign in at once, in either order")
  func tabs() async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      let one = try await browser.get("/sign-in?back=%2Fhires")
      let two = try await browser.get("/sign-in?back=%2Foffers")
      let second = try await browser.comeBack(from: two, at: test.provider)
      #expect(second.location == "/offers")
      let first = try await browser.comeBack(from: one, at: test.provider)
      #expect(first.location == "/hires")
      expect(try await browser.get("/test"), 200)
      // Whoever signs in again has one session, under another key.
      #expect(test.console.sessions.count == 1)
    }
  }

  @Test("an answer counts once: used again it leads on who is in, and turns away who is not")
  func twice() async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      let away = try await browser.get("/sign-in")
      let answer = try answer(to: away, at: test.provider)
      expect(try await browser.get(answer), 303)
      let again = try await browser.get(answer)
      #expect(again.status == 303 && again.location == "/today")
      let other = test.browser()
      other.cookies = browser.cookies.filter { $0.key == "coopt-attempt" }
      expect(try await other.get(answer), 403)
      #expect(test.provider.count("token") == 1)
    }
  }

  @Test("an answer of another browser's is turned away, and the code is not even asked about")
  func foreign() async throws {
    try await TestConsole.running { test in
      let (victim, attacker) = (test.browser(), test.browser())
      let away = try await attacker.get("/sign-in")
      _ = try await victim.get("/sign-in")
      let page = try await victim.get(try answer(to: away, at: test.provider))
      #expect(page.status == 403 && victim.cookies["coopt-session"] == nil)
      #expect(test.provider.count("token") == 0)
      for query in ["", "?code=x", "?state=x", "?code=x&state=", "?state=\(String(repeating: "a", count: 43))&code=x"] {
        expect(try await victim.get("/signed-in" + query), 403)
      }
    }
  }

  @Test("a browser that keeps no cookies is told so, and goes in no circle")
  func noCookies() async throws {
    try await TestConsole.running { test in
      let browser = test.browser(keepsCookies: false)
      let page = try await browser.get(try answer(to: try await browser.get("/sign-in"), at: test.provider))
      #expect(page.status == 403 && page.text.contains("cookie"))
      #expect(page.text.contains("href=\"http://console.localhost:8090/today\""))
    }
  }

  @Test(
    "what the provider says instead of a code becomes a sentence",
    arguments: [
      ("access_denied", 403, "ne vous a pas laissé entrer"), ("login_required", 403, "ne vous a pas laissé entrer"),
      ("server_error", 503, "ne répond pas"), ("temporarily_unavailable", 503, "ne répond pas"),
      ("invalid_scope", 502, "ne s’entendent pas"), ("<script>alert(1)</script>", 502, "ne s’entendent pas"),
    ])
  func denied(error: String, status: Int, sentence: String) async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      let away = try await browser.get("/sign-in?back=%2Fhires")
      let state = try #require(FormText.fields(away.location)["state"])
      let page = try await browser.get(
        "/signed-in?"
          + FormText.text([("state", state), ("error", error), ("error_description", "of rita@example.com")]))
      #expect(page.status == status && page.text.contains(sentence))
      #expect(!page.text.contains("rita@") && !page.text.contains("<script>a"))
      #expect(page.text.contains("/sign-in?back=%2Fhires"))
      #expect((page.headers.first(name: "refresh") != nil) == (status == 503))
    }
  }

  @Test("an answer that names another issuer is not believed; one that names none only where none has to")
  func issuer() async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      let other = try await browser.comeBack(
        from: try await browser.get("/sign-in"), at: test.provider, [("iss", "https://evil.example")])
      #expect(other.status == 403)
      let own = try await browser.comeBack(
        from: try await browser.get("/sign-in"), at: test.provider, [("iss", test.provider.issuer)])
      #expect(own.status == 303)
    }
    try await TestConsole.running { test in
      test.provider.change { $0.description["authorization_response_iss_parameter_supported"] = true }
      let browser = test.browser()
      expect(try await browser.comeBack(from: try await browser.get("/sign-in"), at: test.provider), 403)
    }
  }

  @Test("while the provider is away the console says so, and then it goes on")
  func away() async throws {
    try await TestConsole.running { test in
      test.provider.change { $0.isAway = true }
      let browser = test.browser()
      let page = try await browser.get("/sign-in?back=%2Fhires")
      #expect(page.status == 503 && page.headers.first(name: "refresh") == "5;url=/sign-in?back=%2Fhires")
      test.provider.change { $0.isAway = false }
      let away = try await browser.get("/sign-in")
      #expect(away.status == 303)
      test.provider.change { $0.isAway = true }
      expect(try await browser.comeBack(from: away, at: test.provider), 503)
      // What it said of itself still serves.
      test.provider.change { $0.isAway = false }
      expect(try await browser.signIn(at: test.provider), 303)
    }
  }

  @Test(
    "a refused code is told as what it is",
    arguments: [("invalid_grant", 403), ("invalid_client", 502), ("slow_down", 503)])
  func refused(error: String, status: Int) async throws {
    try await TestConsole.running { test in
      test.provider.change { $0.refusal = (.badRequest, error) }
      expect(try await test.browser().signIn(at: test.provider), status)
    }
  }

  @Test(
    "a provider that is another's, or leads where somebody may listen, is not gone to",
    arguments: [
      ["issuer": "https://evil.example"], ["authorization_endpoint": "http://login.example.com/authorize"],
      ["token_endpoint": "http://login.example.com/token"], ["jwks_uri": "http://login.example.com/keys"],
      ["jwks_uri": "file:///etc/passwd"], ["code_challenge_methods_supported": .array(["plain"])],
    ] as [JSONObject])
  func misconfigured(description: JSONObject) async throws {
    try await TestConsole.running(["COOPT_PLAIN_TEXT": "loopback", "COOPT_CONSOLE_URL": "https://console.example.com"])
    {
      test in
      test.provider.change { $0.description = description }
      expect(try await test.browser().get("/sign-in"), 502)
    }
  }

  @Test("a provider whose authority is one's own is believed where that is configured, and nowhere else")
  func authority() async throws {
    let (authority, other) = (try TestAuthority(), try TestAuthority())
    try await TestConsole.running(["COOPT_OIDC_CA_FILE": authority.certificate], authority: authority) { test in
      #expect(test.provider.issuer.hasPrefix("https://"))
      expect(try await test.browser().signIn(at: test.provider), 303)
    }
    for settings in [[:], ["COOPT_OIDC_CA_FILE": other.certificate]] {
      try await TestConsole.running(settings, authority: authority) { test in
        expect(try await test.browser().get("/sign-in"), 503)
      }
    }
  }

  @Test("a secret goes into the form where the provider takes it nowhere else")
  func secretInForm() async throws {
    try await TestConsole.running { test in
      test.provider.change {
        $0.description["token_endpoint_auth_methods_supported"] = .array(["client_secret_post"])
      }
      expect(try await test.browser().signIn(at: test.provider), 303)
      #expect(test.provider.lastForm["client_secret"] == "a secret/with:signs")
    }
  }

  @Test("keys are exchanged while the console runs; for forged tokens nobody asks again and again")
  func keys() async throws {
    let clock = TestInstant()
    try await TestConsole.running(clock: clock) { test in
      expect(try await test.browser().signIn(at: test.provider), 303)
      #expect(test.provider.count("keys") == 1)
      test.provider.change {
        $0.key = "second"
        $0.shown = ["first", "second"]
      }
      expect(try await test.browser().signIn(at: test.provider), 303)
      #expect(test.provider.count("keys") == 2)
      // The old one goes: nobody asked, so it counts until the keys are an hour old.
      test.provider.change {
        $0.shown = ["second"]
        $0.token = { $0.dropLast(4) + "AAAA" }
      }
      for _ in 0..<5 { expect(try await test.browser().signIn(at: test.provider), 403) }
      #expect(test.provider.count("keys") == 2)
      clock.advance(by: .seconds(61))
      for _ in 0..<5 { expect(try await test.browser().signIn(at: test.provider), 403) }
      #expect(test.provider.count("keys") == 3)
      test.provider.change {
        $0.token = nil
        $0.key = "first"
      }
      clock.advance(by: .seconds(3600))
      expect(try await test.browser().signIn(at: test.provider), 403)
    }
  }

  @Test("what the provider says of itself is asked for once an hour, and by one, however many sign in")
  func described() async throws {
    let clock = TestInstant()
    try await TestConsole.running(clock: clock) { test in
      try await withThrowingTaskGroup(of: Int.self) { tasks in
        for _ in 0..<20 { tasks.addTask { try await test.browser().get("/sign-in").status } }
        for try await status in tasks { #expect(status == 303) }
      }
      #expect(test.provider.count("description") == 1)
      clock.advance(by: .seconds(3601))
      test.provider.change { $0.isAway = true }
      for _ in 0..<3 { expect(try await test.browser().get("/sign-in"), 303) }
      #expect(test.provider.count("description") == 2)
      clock.advance(by: .seconds(86_401))
      expect(try await test.browser().get("/sign-in"), 503)
    }
  }

  @Test("somebody's roles are those of the claim, by the words of the configuration")
  func roles() async throws {
    let settings = [
      "COOPT_OIDC_ROLES_CLAIM": "realm_access.roles", "COOPT_OIDC_ROLES": "ops=operator, money=finance,money=reader",
    ]
    try await TestConsole.running(settings) { test in
      func status(_ roles: JSONValue) async throws -> [Int] {
        test.provider.change {
          $0.claims = { issuer, nonce in
            TestProvider.claims(issuer, nonce).merging(["realm_access": .object(["roles": roles])]) { $1 }
          }
        }
        let browser = try await test.signedIn()
        return [try await browser.get("/test").status, try await browser.get("/test/letters").status]
      }
      let roles1 = try await status(.array(["ops", "unknown"]))
      #expect(roles1 == [200, 200])
      let roles2 = try await status("money other")
      #expect(roles2 == [200, 403])
      let roles3 = try await status(.array(["administrator"]))
      #expect(roles3 == [403, 403])
      let roles4 = try await status(.null)
      #expect(roles4 == [403, 403])
    }
  }

  private func answer(to away: TestBrowser.Page, at provider: TestProvider) throws -> String {
    let state = FormText.fields(String(away.location.split(separator: "?", maxSplits: 1)[1]))["state"] ?? ""
    return "/signed-in?" + FormText.text([("code", try provider.code(for: away.location)), ("state", state)])
  }
}
