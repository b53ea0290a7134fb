import ConsoleService
import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import JWTKit
import Messages
import NIOCore
import Synchronization
import TestStack

/// An identity provider of a test's own: says who it is, signs what a test wants, and counts who asks.
final class TestProvider: Sendable {
  /// What it says next.
  struct Script: Sendable {
    /// The claims of the token, made from the attempt's nonce.
    var claims: @Sendable (_ issuer: String, _ nonce: String) -> JSONObject = { TestProvider.claims($0, $1) }
    /// A finished token in place of one that is signed here.
    var token: (@Sendable (_ signed: String) -> String)?
    /// The key that signs, of those that it has.
    var key = "first"
    /// The keys that it shows.
    var shown = ["first"]
    /// What its description has besides, or instead.
    var description: JSONObject = [:]
    /// What the place for tokens answers instead of a token.
    var refusal: (status: HTTPResponse.Status, error: String)?
    /// Whether it answers anything at all.
    var isAway = false
  }

  private let script = Mutex(Script())
  private let nonces = Mutex<[String: (nonce: String, challenge: String)]>([:])
  private let asked = Mutex<[String: Int]>([:])
  private let forms = Mutex<[[String: String]]>([])
  private let address = Mutex("")
  private let keys: [String: P256.Signing.PrivateKey] = [
    "first": P256.Signing.PrivateKey(), "second": P256.Signing.PrivateKey(),
  ]

  var issuer: String { address.withLock { $0 } }

  /// Has it say something else from now on.
  func change(_ change: (inout Script) -> Void) {
    script.withLock { change(&$0) }
  }

  /// How often somebody asked at a place.
  func count(_ path: String) -> Int { asked.withLock { $0[path] ?? 0 } }

  /// What was sent for a code, last.
  var lastForm: [String: String] { forms.withLock { $0.last ?? [:] } }

  /// What somebody is, as far as it is believed.
  static func claims(_ issuer: String, _ nonce: String) -> JSONObject {
    let now = Int(Date().timeIntervalSince1970)
    return [
      "iss": .string(issuer), "sub": "rita", "aud": "coopt-console", "nonce": .string(nonce), "name": "Rita Lenoir",
      "iat": .integer(now), "exp": .integer(now + 300), "roles": .array(["recruiter"]),
    ]
  }

  /// Runs it, and a body with it; over TLS where an authority vouches for it.
  func running<Result: Sendable>(
    vouchedFor authority: TestAuthority? = nil, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let router = Router()
    router.get("/.well-known/openid-configuration") { _, _ in try self.answer("description") { self.description() } }
    router.get("/keys") { _, _ in try self.answer("keys") { try self.keySet() } }
    router.post("/token") { request, _ in
      let form = FormText.fields(String(buffer: try await request.body.collect(upTo: 65_536)))
      self.forms.withLock { $0.append(form) }
      return try await self.token(form)
    }
    return try await LocalServer.running(router) { port in
      guard let authority else {
        self.address.withLock { $0 = "http://127.0.0.1:\(port)" }
        return try await body()
      }
      return try await TestServer.encrypting(port, as: try authority.identity()) { port in
        self.address.withLock { $0 = "https://localhost:\(port)" }
        return try await body()
      }
    }
  }

  /// Does as a provider at which somebody signs in: gives out a code for what the browser was led here with.
  func code(for location: String) throws -> String {
    let query = FormText.fields(String(location.split(separator: "?", maxSplits: 1)[1]))
    let code = "code-\(Int.random(in: 0..<Int.max))"
    nonces.withLock { $0[code] = (query["nonce"] ?? "", query["code_challenge"] ?? "") }
    return code
  }

  private func answer(_ place: String, _ make: () throws -> JSONValue) throws -> Response {
    asked.withLock { $0[place, default: 0] += 1 }
    guard !script.withLock({ $0.isAway }) else { return Response(status: .serviceUnavailable) }
    return try Self.json(make())
  }

  private static func json(_ value: JSONValue, _ status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
  }

  private func description() -> JSONValue {
    let base: JSONObject = [
      "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/authorize"),
      "token_endpoint": .string(issuer + "/token"), "jwks_uri": .string(issuer + "/keys"),
      "end_session_endpoint": .string(issuer + "/end"),
    ]
    return .object(base.merging(script.withLock { $0.description }) { _, new in new })
  }

  private func keySet() throws -> JSONValue {
    let shown = script.withLock { $0.shown }
    // What nobody understands, and what is for another purpose, stands beside.
    let others: [JSONValue] = [
      .object(["kty": "oct", "kid": "shared", "k": "c2VjcmV0"]), .object(["kty": "new", "kid": "new"]),
      .object(["kty": "RSA", "kid": "small", "n": "AQAB", "e": "AQAB"]),
    ]
    return .object(["keys": .array(try others + shown.map { try .object(publicKey($0)) })])
  }

  private func publicKey(_ name: String) throws -> JSONObject {
    // The uncompressed point: 04, x, y.
    let point = keys[name]!.publicKey.x963Representation
    return [
      "kty": "EC", "crv": "P-256", "kid": .string(name), "use": "sig",
      "x": .string(Base64URL.text(Data(point.dropFirst().prefix(32)))),
      "y": .string(Base64URL.text(Data(point.suffix(32)))),
    ]
  }

  private func token(_ form: [String: String]) async throws -> Response {
    asked.withLock { $0["token", default: 0] += 1 }
    let script = script.withLock { $0 }
    if script.isAway { return Response(status: .serviceUnavailable) }
    if let refusal = script.refusal {
      return try Self.json(.object(["error": .string(refusal.error)]), refusal.status)
    }
    // A code counts once, and only for whoever knows what its challenge was made from.
    guard let known = nonces.withLock({ $0.removeValue(forKey: form["code"] ?? "") }),
      Base64URL.text(Data(SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8)))) == known.challenge
    else { return try Self.json(.object(["error": "invalid_grant"]), .badRequest) }
    let kid = JWKIdentifier(string: script.key)
    let signed = try await JWTKeyCollection().add(ecdsa: ES256PrivateKey(backing: keys[script.key]!), kid: kid)
      .sign(IDToken(claims: script.claims(issuer, known.nonce)), kid: kid)
    return try Self.json(
      .object([
        "access_token": "x", "token_type": "Bearer", "id_token": .string(script.token?(signed) ?? signed),
      ]))
  }
}
