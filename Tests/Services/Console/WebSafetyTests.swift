import AsyncHTTPClient
import ConsoleService
import FoundationEssentials
import Messages
import NIOCore
import NIOHTTP1
import Testing

@Suite("The safety of the web side") struct WebSafetyTests {
  @Test("every answer forbids what browsers need not do, and is kept by nobody")
  func headers() async throws {
    try await TestConsole.running { test in
      let browser = try await test.signedIn()
      let paths = [
        "/", "/today", "/test", "/test/fails", "/test/letters", "/nothing", "/sign-in", "/signed-out", "/signed-in",
        "/assets/none.css", "/%", "//x", "/favicon.ico",
      ]
      for path in paths {
        let page = try await browser.get(path)
        #expect(
          page.headers["content-security-policy"] == [
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
              + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
          ], "\(path)")
        #expect(page.headers["cache-control"] == ["no-store"], "\(path)")
        #expect(page.headers["x-content-type-options"] == ["nosniff"] && page.headers["x-frame-options"] == ["DENY"])
        #expect(page.headers["referrer-policy"] == ["same-origin"])
        #expect(page.headers["strict-transport-security"] == [] && page.headers["server"] == [])
        #expect(!page.text.contains("style=") && !page.text.contains("onclick") && !page.text.contains("Failure"))
      }
      let style = try #require(
        try await browser.get("/test/letters").text.firstMatch(of: /href="(\/assets\/[^"]*css)"/))
      let asset = try await test.browser().get(String(style.1))
      #expect(asset.status == 200 && asset.headers["cache-control"] == ["public, max-age=31536000, immutable"])
    }
  }

  @Test("over TLS cookies are the host's alone, and browsers are told to come encrypted")
  func encrypted() async throws {
    try await TestConsole.running(["COOPT_CONSOLE_URL": "https://console.example.com:443/"]) { test in
      let browser = test.browser()
      let away = try await browser.get("/sign-in")
      #expect(FormText.fields(away.location)["redirect_uri"] == "https://console.example.com/signed-in")
      let back = try await browser.comeBack(from: away, at: test.provider)
      for cookie in away.headers["set-cookie"] + back.headers["set-cookie"] {
        #expect(cookie.hasPrefix("__Host-coopt-") && cookie.contains("; Secure") && cookie.contains("; Path=/"))
        #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Domain"))
      }
      #expect(back.headers["strict-transport-security"] == ["max-age=31536000"])
      expect(try await browser.get("/test"), 200)
      // A cookie that somebody else's page of the same name could have set counts for nothing.
      browser.cookies = ["coopt-session": browser.cookies["__Host-coopt-session"] ?? ""]
      expect(try await browser.get("/test"), 303)
    }
  }

  @Test("what is not there, not so asked for, or fails has a page in either language, signed in or not")
  func errors() async throws {
    try await TestConsole.running { test in
      let (inside, outside) = (try await test.signedIn(), test.browser())
      let cases: [(HTTPMethod, String, Int, String, String)] = [
        (.GET, "/nothing", 404, "Cette page n’existe pas", "There is no such page"),
        (.GET, "/assets/../x", 404, "Cette page n’existe pas", "There is no such page"),
        (.GET, "//evil.example/today", 404, "Cette page n’existe pas", "There is no such page"),
        (.GET, "/today?q=%ff", 400, "Cette demande ne se lit pas", "This request cannot be read"),
        (.GET, "/today?q=" + String(repeating: "a", count: 9000), 414, "C’est trop long", "This is too long"),
        (.PUT, "/today", 405, "Cela ne se demande pas ainsi", "This is not asked for like that"),
        (.DELETE, "/sign-out", 405, "Cela ne se demande pas ainsi", "This is not asked for like that"),
        (.GET, "/do/offers/close-offer", 405, "Cela ne se demande pas ainsi", "This is not asked for like that"),
      ]
      for (method, path, status, french, english) in cases {
        for browser in [inside, outside] {
          let one = try await browser.send(method, path, ["accept-language": "fr-FR"], nil)
          #expect(one.status == status && one.text.contains("<h1>\(french)</h1>"), "\(method) \(path)")
          #expect(one.text.contains("<html lang=\"fr\">") && one.text.contains("Rita Lenoir") == (browser === inside))
          let other = try await browser.send(method, path, ["accept-language": "en-GB"], nil)
          #expect(other.status == status && other.text.contains("<h1>\(english)</h1>"), "\(method) \(path)")
        }
      }
      let failed = try await inside.get("/test/fails")
      #expect(failed.status == 500 && failed.text.contains("La console a fait une erreur"))
      let allowed = try await outside.send(.PUT, "/today", [:], nil)
      #expect(allowed.headers["allow"] == ["GET, HEAD"])
      let head = try await inside.send(.HEAD, "/test", [:], nil)
      #expect(head.status == 200 && head.text.isEmpty)
      let none = try await outside.send(.HEAD, "/nothing", [:], nil)
      #expect(none.status == 404 && none.text.isEmpty)
    }
  }

  @Test("while the broker is away pages say so, look again by themselves, and nobody is signed out")
  func brokerAway() async throws {
    try await TestConsole.running { test in
      let browser = try await test.signedIn()
      let page = try await browser.get("/test/asks")
      #expect(page.status == 503 && page.headers["refresh"] == ["5"])
      #expect(page.text.contains("La messagerie ne répond pas"))
      expect(try await browser.get("/test"), 200)
    }
  }

  @Test("a form counts with the token of its session, from a page of the console")
  func forms() async throws {
    try await TestConsole.running { test in
      let browser = try await test.signedIn()
      let token = try await browser.get("/nothing").token
      #expect(token.utf8.count == 43)
      let fields = [("a.b", "é&=+ \r\n<x>"), ("_token", token)]
      let page = try await browser.post("/test/form", fields)
      #expect(page.status == 200 && page.text == "a.b=é&=+ \r\n<x>")
      // Browsers that say nothing of where it comes from send the cookie to their own site alone.
      expect(try await browser.post("/test/form", fields, ["origin": "", "sec-fetch-site": ""]), 200)
      expect(try await browser.post("/test/form", fields, ["sec-fetch-site": "none", "origin": ""]), 200)
      for (name, value) in [
        ("origin", "https://evil.example"), ("origin", "null"), ("origin", "http://console.localhost"),
        ("origin", "http://console.localhost:8090.evil.example"), ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
      ] {
        let refused = try await browser.post("/test/form", fields, [name: value])
        #expect(refused.status == 403 && refused.text.contains("vient d’un autre site"), "\(name) \(value)")
      }
      let other = try await test.signedIn()
      let foreign = try await other.get("/nothing").token
      for wrong in ["", "x", foreign, token + "x", String(token.dropLast()), token.uppercased()] {
        let refused = try await browser.post("/test/form", [("note", "typed"), ("_token", wrong)])
        #expect(refused.status == 403 && refused.text.contains("Ce formulaire ne vaut plus"), "\(wrong)")
        #expect(refused.text.contains("value=\"typed\"") && refused.token == token)
      }
      expect(try await browser.post("/test/form", [("note", "typed")]), 403)
      expect(try await browser.post("/test/grave", [("_token", token)]), 403)
    }
  }

  @Test("a form that is no form, is too long, or cannot be read is turned away")
  func strangeForms() async throws {
    try await TestConsole.running { test in
      let browser = try await test.signedIn()
      let token = try await browser.get("/nothing").token
      let own = ["origin": browser.origin]
      for type in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
        expect(
          try await browser.send(.POST, "/test/form", own.merging(["content-type": type]) { $1 }, "_token=\(token)"),
          415)
      }
      let form = own.merging(["content-type": "Application/X-WWW-Form-URLencoded; charset=UTF-8"]) { $1 }
      expect(try await browser.send(.POST, "/test/form", form, "_token=\(token)"), 200)
      for body in ["_token=\(token)&a=%", "_token=\(token)&a=%ff", "%zz=1&_token=\(token)"] {
        expect(try await browser.send(.POST, "/test/form", form, body), 400)
      }
      let large = try await browser.send(
        .POST, "/test/form", form, "_token=\(token)&a=" + String(repeating: "a", count: 1 << 17))
      #expect(large.status == 413 && large.text.contains("C’est trop long"))
      let most = "_token=\(token)&a="
      expect(
        try await browser.send(
          .POST, "/test/form", form, most + String(repeating: "a", count: (1 << 17) - most.utf8.count)), 200)
      expect(try await chunked(browser, form, bytes: 1 << 18), 413)
    }
  }

  @Test("a form that does not arrive in time is not waited for")
  func slow() async throws {
    try await TestConsole.running(formPatience: .milliseconds(50)) { test in
      let browser = try await test.signedIn()
      let (never, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
      var request = HTTPClientRequest(url: browser.base + "/test/form")
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
      request.headers.add(name: "cookie", value: "coopt-session=\(browser.cookies["coopt-session"] ?? "")")
      request.body = .stream(never, length: .known(Int64(100)))
      let response = try await TestBrowser.client.execute(request, timeout: .seconds(60))
      #expect(response.status == .requestTimeout)
      continuation.finish()
    }
  }

  @Test("signing out ends it on the server: copies are worth nothing, streams break off, the provider is told")
  func signOut() async throws {
    try await TestConsole.running { test in
      let browser = try await test.signedIn()
      let thief = test.browser()
      thief.cookies = browser.cookies
      expect(try await thief.get("/test"), 200)
      let stream = try await open(browser, "/test/stream")
      #expect(stream.status == .ok)
      var parts = stream.body.makeAsyncIterator()
      let first = try await parts.next()
      #expect(first.map { String(buffer: $0) } == "data: first\n\n")
      let token = try await browser.get("/nothing").token
      let page = try await browser.post("/sign-out", [("_token", token)])
      #expect(page.status == 200 && page.text.contains("Vous êtes déconnecté"))
      // To the provider by a form: what it is shown stands in no address.
      #expect(page.text.contains("action=\"\(test.provider.issuer)/end\""))
      #expect(page.text.contains("name=\"id_token_hint\" value=\"ey"))
      #expect(
        page.text.contains("value=\"http:&#x2F;&#x2F;console.localhost:8090&#x2F;signed-out\"")
          || page.text.contains("value=\"http://console.localhost:8090/signed-out\""))
      let policy = try #require(page.headers.first(name: "content-security-policy"))
      #expect(
        policy.contains("form-action 'self' https: \(test.provider.issuer);") && policy.hasPrefix("default-src 'none'"))
      #expect(browser.cookies["coopt-session"] == nil)
      // It breaks off, and does not end as if all had been said.
      await #expect(throws: (any Error).self) { while try await parts.next() != nil {} }
      expect(try await thief.get("/test"), 303)
      expect(try await thief.get("/test/stream"), 401)
      let ended = try await thief.post("/test/form", [("note", "typed"), ("_token", token)])
      #expect(ended.status == 403 && ended.text.contains("Votre session a pris fin"))
      let again = try await thief.post("/sign-out", [("_token", token)])
      #expect(again.status == 303 && again.location == "/signed-out")
      #expect(test.console.sessions.count == 0)
    }
  }

  @Test("without a place at the provider to sign out, and with the provider away, one is signed out here")
  func signOutHere() async throws {
    try await TestConsole.running { test in
      test.provider.change { $0.description["end_session_endpoint"] = .null }
      let browser = try await test.signedIn()
      let page = try await browser.post("/sign-out", [("_token", try await browser.get("/nothing").token)])
      #expect(page.status == 303 && page.location == "/signed-out")
    }
  }

  @Test("a form that is sent after its session ended does nothing, and what was typed is not lost")
  func ended() async throws {
    try await TestConsole.running(["COOPT_SESSION_SECONDS": "60"]) { test in
      let browser = try await test.signedIn()
      let token = try await browser.get("/nothing").token
      test.console.sessions.end(browser.cookies["coopt-session"] ?? "")
      let ended = try await browser.post("/test/form", [("note", "<typed> \"text\""), ("_token", token)])
      #expect(ended.status == 403 && ended.text.contains("name=\"note\" value=\"&lt;typed&gt; &quot;text&quot;\""))
      #expect(
        ended.text.contains("action=\"/test/form\"") && ended.text.contains("href=\"/sign-in\" target=\"_blank\""))
      #expect(!ended.text.contains(token))
      _ = try await browser.signIn(at: test.provider)
      let outdated = try await browser.post("/test/form", [("note", "<typed> \"text\"")])
      #expect(outdated.status == 403 && outdated.text.contains("value=\"&lt;typed&gt; &quot;text&quot;\""))
      let sent = try await browser.post("/test/form", [("note", "<typed> \"text\""), ("_token", outdated.token)])
      #expect(sent.status == 200 && sent.text == "note=<typed> \"text\"")
      // Another site's form is not shown as if it were one's own.
      let foreign = try await test.browser().post("/test/form", [("note", "evil")], ["sec-fetch-site": "cross-site"])
      #expect(foreign.status == 403 && !foreign.text.contains("evil"))
    }
  }

  @Test("a page that asks by itself is led nowhere")
  func quiet() async throws {
    try await TestConsole.running { test in
      let browser = test.browser()
      expect(try await browser.get("/test", ["x-coopt-quiet": "1"]), 401)
      expect(try await browser.get("/test/stream"), 401)
      let page = try await (try await test.signedIn()).get("/nothing", ["x-coopt-quiet": "1"])
      #expect(page.status == 404 && page.text.isEmpty)
    }
  }

  @Test("streams break off when the console stops")
  func stopping() async throws {
    let isBroken = try await TestConsole.stopping { test in
      let response = try await open(try await test.signedIn(), "/test/stream")
      let (parts, continuation) = AsyncStream.makeStream(of: Void.self)
      let reading = Task {
        do {
          for try await _ in response.body { continuation.yield() }
          return false
        } catch {
          return true
        }
      }
      for await _ in parts { break }
      return reading
    }
    #expect(await isBroken.value)
  }

  private func open(_ browser: TestBrowser, _ path: String) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: browser.base + path)
    request.headers.add(name: "cookie", value: "coopt-session=\(browser.cookies["coopt-session"] ?? "")")
    return try await TestBrowser.client.execute(request, timeout: .seconds(60))
  }

  private func chunked(
    _ browser: TestBrowser, _ headers: [String: String], bytes: Int
  ) async throws -> TestBrowser.Page {
    var request = HTTPClientRequest(url: browser.base + "/test/form")
    request.method = .POST
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    request.headers.add(name: "cookie", value: "coopt-session=\(browser.cookies["coopt-session"] ?? "")")
    let (parts, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
    for _ in 0..<(bytes / 1024) { continuation.yield(ByteBuffer(repeating: UInt8(ascii: "a"), count: 1024)) }
    continuation.finish()
    request.body = .stream(parts, length: .unknown)
    let response = try await TestBrowser.client.execute(request, timeout: .seconds(60))
    return TestBrowser.Page(status: Int(response.status.code), headers: response.headers, text: "")
  }
}
