import AsyncHTTPClient
import ConsoleDomain
import Crypto
import FoundationEssentials
import JWTKit
import NIOCore
import NIOHTTP1

/// The provider that people sign in at: OpenID Connect 1.0, code flow with PKCE (RFC 7636).
actor IdentityProvider {
  /// What a provider says of itself (OpenID Connect Discovery 1.0).
  struct Description: Decodable, Sendable {
    let issuer: String
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let keysURI: String
    let endSessionEndpoint: String?

    enum CodingKeys: String, CodingKey {
      case issuer
      case authorizationEndpoint = "authorization_endpoint"
      case tokenEndpoint = "token_endpoint"
      case keysURI = "jwks_uri"
      case endSessionEndpoint = "end_session_endpoint"
    }
  }

  /// Why somebody could not sign in.
  enum Refusal: Error {
    /// The provider does not answer, or not as a provider does.
    case unreachable
    /// What it answered does not hold.
    case notBelieved(String)
  }

  private let settings: IdentityProviderSettings
  private let client: HTTPClient
  private var description: Description?
  private var keys: JWTKeyCollection?

  init(_ settings: IdentityProviderSettings, client: HTTPClient = .shared) {
    self.settings = settings
    self.client = client
  }

  /// Where a browser goes to sign in.
  func authorizationURL(_ attempt: SignInAttempt, returningTo callback: String) async throws -> String {
    let challenge = Base64URL.text(Data(SHA256.hash(data: Data(attempt.verifier.utf8))))
    return Self.url(
      try await described().authorizationEndpoint,
      [
        ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", callback),
        ("scope", settings.scopes), ("state", attempt.state), ("nonce", attempt.nonce),
        ("code_challenge", challenge), ("code_challenge_method", "S256"),
      ])
  }

  /// Where a browser goes to sign out there, too; nil where the provider has no such place.
  func endSessionURL(idToken: String, returningTo url: String) async -> String? {
    guard let endpoint = try? await described().endSessionEndpoint else { return nil }
    return Self.url(
      endpoint,
      [("id_token_hint", idToken), ("post_logout_redirect_uri", url), ("client_id", settings.clientID)])
  }

  /// Exchanges a code for who it is; throws `Refusal`.
  func person(code: String, _ attempt: SignInAttempt, returningTo callback: String) async throws -> Session {
    let token = try await idToken(code: code, attempt, callback)
    let claims: IDToken
    do {
      claims = try await keySet().verify(token, as: IDToken.self)
    } catch {
      // Keys are exchanged from time to time: once more with those of now.
      keys = nil
      do {
        claims = try await keySet().verify(token, as: IDToken.self)
      } catch {
        throw Refusal.notBelieved("its signature does not hold, or it has run out")
      }
    }
    guard claims.issuer == (try await described().issuer) else { throw Refusal.notBelieved("another issued it") }
    guard claims.isFor(settings.clientID) else { throw Refusal.notBelieved("it is for another client") }
    guard claims.nonce == attempt.nonce else { throw Refusal.notBelieved("it is of another attempt") }
    let roles = Set(claims.words(of: settings.rolesClaim).compactMap { settings.roles[$0] })
    return Session(
      subject: claims.subject, name: claims.name ?? claims.preferredName ?? claims.subject, roles: roles,
      formToken: RandomText.make(), idToken: token)
  }

  private func idToken(code: String, _ attempt: SignInAttempt, _ callback: String) async throws -> String {
    struct Answer: Decodable {
      let token: String
      enum CodingKeys: String, CodingKey { case token = "id_token" }
    }
    var request = HTTPClientRequest(url: try await described().tokenEndpoint)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback),
      ("code_verifier", attempt.verifier),
    ]
    if let secret = settings.clientSecret {
      let login = "\(FormText.encoded(settings.clientID)):\(FormText.encoded(secret))"
      request.headers.add(name: "authorization", value: "Basic \(Data(login.utf8).base64EncodedString())")
    } else {
      fields.append(("client_id", settings.clientID))
    }
    request.body = .bytes(ByteBuffer(string: FormText.text(fields)))
    return try await fetch(Answer.self, request).token
  }

  private func described() async throws -> Description {
    if let description { return description }
    let path = settings.issuer + (settings.issuer.hasSuffix("/") ? "" : "/") + ".well-known/openid-configuration"
    let description = try await fetch(Description.self, HTTPClientRequest(url: path))
    guard description.issuer == settings.issuer else {
      throw Refusal.notBelieved("the provider says that it is \(description.issuer)")
    }
    self.description = description
    return description
  }

  private func keySet() async throws -> JWTKeyCollection {
    if let keys { return keys }
    let set = try await fetch(JWKS.self, HTTPClientRequest(url: try await described().keysURI))
    let keys = try await JWTKeyCollection().add(jwks: set)
    self.keys = keys
    return keys
  }

  private func fetch<Answer: Decodable>(_ type: Answer.Type, _ request: HTTPClientRequest) async throws -> Answer {
    do {
      let response = try await client.execute(request, timeout: .seconds(10))
      let body = try await response.body.collect(upTo: 1 << 20)
      guard response.status == .ok else { throw Refusal.unreachable }
      return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    } catch {
      throw Refusal.unreachable
    }
  }

  private static func url(_ endpoint: String, _ fields: [(String, String)]) -> String {
    endpoint + (endpoint.contains("?") ? "&" : "?") + FormText.text(fields)
  }
}
