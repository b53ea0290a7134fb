import ConsoleDomain
import ConsoleService
import FoundationEssentials
import Hummingbird
import Logging
import Messages
import NIOCore
import ServiceLifecycle
import ServiceSettings
import Synchronization
import TestStack

/// The console's pages on a port of this machine, with a provider of the test's own and no broker.
struct TestConsole: Sendable {
  let console: Console
  let provider: TestProvider
  let port: Int

  /// A browser that nobody used yet.
  func browser(keepsCookies: Bool = true) -> TestBrowser {
    TestBrowser(
      "http://127.0.0.1:\(port)", origin: console.settings.publicURL, keepsCookies: keepsCookies)
  }

  /// A browser of somebody who is signed in.
  func signedIn() async throws -> TestBrowser {
    let browser = browser()
    _ = try await browser.signIn(at: provider)
    return browser
  }

  /// Runs both as long as a body needs them.
  ///
  /// Pages that are there for tests: `/test` is a page, `/test/fails` fails, `/test/form` takes forms and says what it
  /// was sent, `/test/stream` goes on until it is broken off.
  static func running(
    _ settings: [String: String] = [:], formPatience: Duration = .seconds(30),
    clock: TestInstant? = nil, authority: TestAuthority? = nil,
    _ body: @escaping @Sendable (TestConsole) async throws -> Void
  ) async throws {
    try await stopping(settings, formPatience: formPatience, clock: clock, authority: authority, body)
  }

  /// The same; gives what the body gave, once all of it has stopped.
  static func stopping<Result: Sendable>(
    _ settings: [String: String] = [:], formPatience: Duration = .seconds(30),
    clock: TestInstant? = nil, authority: TestAuthority? = nil,
    _ body: @escaping @Sendable (TestConsole) async throws -> Result
  ) async throws -> Result {
    let provider = TestProvider()
    return try await provider.running(vouchedFor: authority) {
      let base = [
        "COOPT_AMQP_URL": "amqp://u:p@127.0.0.1:1/coopt", "COOPT_CONSOLE_URL": "http://console.localhost:8090",
        "COOPT_PLAIN_TEXT": "allowed",
        "COOPT_CONSOLE_PORT": "0", "COOPT_OIDC_ISSUER": provider.issuer,
        "COOPT_OIDC_CLIENT_ID": "coopt-console", "COOPT_OIDC_CLIENT_SECRET": "a secret/with:signs",
      ]
      var read = try ConsoleSettings(Settings(base.merging(settings) { _, new in new }))
      read.formPatience = formPatience
      let identity = try IdentityProvider(read.identity, now: { clock?.now ?? .now })
      let console = try Console(read, provider: identity, logger: LocalServer.quiet)
      let result: Result
      do {
        result = try await LocalServer.running({ port in
          try await body(TestConsole(console: console, provider: provider, port: port))
        }) { listening in
          ConsoleServer.make(console, adding: pages) { listening($0) }
        }
      } catch {
        await identity.shutDown()
        throw error
      }
      await identity.shutDown()
      return result
    }
  }

  private struct Failure: Error {}

  private static func pages(on routes: ConsoleRoutes) {
    routes.get("/test", in: .today) { visit in
      Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: visit.session.subject)))
    }
    routes.get("/test/asks", in: .today) { visit in
      _ = try await visit.ask(GetCharter())
      return Response(status: .ok)
    }
    routes.get("/test/fails", in: .today) { _ in throw Failure() }
    routes.get("/test/letters", in: .letters) { _ in Response(status: .ok) }
    routes.post("/test/form", in: nil, needs: nil) { _, fields in
      let text = fields.filter { !$0.key.hasPrefix("_") }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text.joined(separator: ","))))
    }
    routes.post("/test/grave", in: nil, needs: "members.expel") { _, _ in Response(status: .ok) }
    routes.quiet("/test/stream", in: .today) { _ in
      Response(
        status: .ok, headers: [.contentType: "text/event-stream"],
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "data: first\n\n"))
          // Nothing more comes: what ends it comes from outside.
          let (nothing, continuation) = AsyncStream.makeStream(of: Never.self)
          for await _ in nothing {}
          continuation.finish()
          try await writer.finish(nil)
        })
    }
  }
}

/// An instant that a test moves.
final class TestInstant: Sendable {
  private let instant = Mutex(ContinuousClock.now)

  var now: ContinuousClock.Instant { instant.withLock { $0 } }

  func advance(by duration: Duration) {
    instant.withLock { $0 += duration }
  }
}
