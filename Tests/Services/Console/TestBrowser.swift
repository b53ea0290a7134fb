import AsyncHTTPClient
import ConsoleService
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A browser of a test: keeps cookies, follows nothing by itself.
final class TestBrowser: Sendable {
  /// What came back.
  struct Page: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    var location: String { headers.first(name: "location") ?? "" }
    /// The token that forms of the page carry.
    var token: String { text.firstMatch(of: /name="_token" value="([^"]*)"/).map { String($0.1) } ?? "" }
  }

  let base: String
  /// What it says that forms come from.
  let origin: String
  private let jar = Mutex<[String: String]>([:])
  private let keepsCookies: Bool

  init(_ base: String, origin: String, keepsCookies: Bool = true) {
    self.base = base
    self.origin = origin
    self.keepsCookies = keepsCookies
  }

  /// What it keeps.
  var cookies: [String: String] {
    get { jar.withLock { $0 } }
    set { jar.withLock { $0 = newValue } }
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Page {
    try await send(.GET, path, headers, nil)
  }

  /// Sends a form as a page of the console does.
  func post(
    _ path: String, _ fields: [(String, String)], _ headers: [String: String] = [:]
  ) async throws -> Page {
    try await send(
      .POST, path,
      ["content-type": "application/x-www-form-urlencoded", "origin": origin, "sec-fetch-site": "same-origin"]
        .merging(headers) { _, new in new }, FormText.text(fields))
  }

  func send(
    _ method: HTTPMethod, _ path: String, _ headers: [String: String], _ body: String?
  ) async throws -> Page {
    var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : base + path)
    request.method = method
    for (name, value) in headers where !value.isEmpty { request.headers.add(name: name, value: value) }
    let shown = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    if !shown.isEmpty { request.headers.add(name: "cookie", value: shown) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await Self.client.execute(request, timeout: .seconds(60))
    if keepsCookies { for cookie in response.headers[canonicalForm: "set-cookie"] { keep(String(cookie)) } }
    let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
    return Page(status: Int(response.status.code), headers: response.headers, text: text)
  }

  private func keep(_ cookie: String) {
    let parts = cookie.split(separator: ";").map { $0.drop { $0 == " " } }
    let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let isOver = parts.contains("Max-Age=0")
    jar.withLock { $0[String(pair[0])] = isOver ? nil : String(pair[1]) }
  }

  /// Signs in at a provider, from a page of the console to the same page.
  func signIn(at provider: TestProvider, from path: String = "/today") async throws -> Page {
    let away = try await get("/sign-in?back=" + FormText.encoded(path))
    return try await comeBack(from: away, at: provider)
  }

  /// Comes back from the provider with a code.
  func comeBack(from away: Page, at provider: TestProvider, _ more: [(String, String)] = []) async throws -> Page {
    let query = FormText.fields(String(away.location.split(separator: "?", maxSplits: 1).last ?? ""))
    let code = try provider.code(for: away.location)
    return try await get("/signed-in?" + FormText.text([("code", code), ("state", query["state"] ?? "")] + more))
  }

  /// Speaks HTTP for all of them; ends with the process.
  static let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
}

/// Expects that a page came back with a status.
func expect(_ page: TestBrowser.Page, _ status: Int, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(page.status == status, sourceLocation: sourceLocation)
}
