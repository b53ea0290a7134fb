import AsyncHTTPClient
import Certificates
import ConsoleDomain
import Crypto
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import ServiceSettings

/// The provider that people sign in at: OpenID Connect 1.0, code flow with PKCE (RFC 7636).
package final class IdentityProvider: Service {
  private let settings: IdentityProviderSettings
  private let client: HTTPClient
  private let description: Remembered<ProviderDescription>
  private let keys: Remembered<ProviderKeys>
  private let date: @Sendable () -> Date

  /// A provider; what time it is may be told.
  ///
  /// Throws `SettingError` where its authority cannot be read.
  package init(
    _ settings: IdentityProviderSettings, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    date: @escaping @Sendable () -> Date = { Date() }
  ) throws(SettingError) {
    self.settings = settings
    self.date = date
    let client = HTTPClient(configuration: try Self.configuration(settings))
    self.client = client
    let path = settings.issuer + (settings.issuer.hasSuffix("/") ? "" : "/") + ".well-known/openid-configuration"
    let description = Remembered(now: now) {
      try ProviderDescription(
        json: try await Self.body(of: HTTPClientRequest(url: path), client), issuer: settings.issuer,
        plainText: settings.plainText)
    }
    self.description = description
    keys = Remembered(now: now) {
      let address = try await description.value().keysURI
      let body = try await Self.body(of: HTTPClientRequest(url: address), client)
      guard let keys = try? ProviderKeys(json: body) else { throw SignInRefusal.providerAway }
      return keys
    }
  }

  private static func configuration(_ settings: IdentityProviderSettings) throws(SettingError)
    -> HTTPClient.Configuration
  {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let file = settings.authorityFile {
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
        throw SettingError("COOPT_OIDC_CA_FILE", "names no file of certificates (PEM) that can be read")
      }
      tls.trustRoots = .certificates(certificates)
    }
    // A provider that leads elsewhere is not the one that was configured.
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(10)))
    // Somebody waits for the page: that it is away is told at once, and tried again by the browser.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// Keeps what it speaks to the provider with until the group shuts down.
  package func run() async throws {
    try? await gracefulShutdown()
    await shutDown()
  }

  /// Closes what it speaks to the provider with.
  package func shutDown() async {
    try? await client.shutdown()
  }

  /// Where a browser goes to sign in; throws `SignInRefusal`.
  func authorizationURL(_ attempt: SignInAttempt, returningTo callback: String) async throws -> String {
    let challenge = Base64URL.text(Data(SHA256.hash(data: Data(attempt.verifier.utf8))))
    return Self.url(
      try await description.value().authorizationEndpoint,
      [
        ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", callback),
        ("scope", settings.scopes), ("state", attempt.state), ("nonce", attempt.nonce),
        ("code_challenge", challenge), ("code_challenge_method", "S256"),
      ])
  }

  /// Where a browser signs out there, too (OpenID Connect RP-Initiated Logout 1.0); nil where the provider has no such
  /// place, or is away.
  func endSessionEndpoint() async -> String? { try? await description.value().endSessionEndpoint }

  /// Whether an answer that a browser brings is this provider's, as far as it says whose it is (RFC 9207).
  func isIssuer(_ name: String?) async throws -> Bool {
    if let name { return name == settings.issuer }
    return try await !description.value().namesIssuer
  }

  /// Exchanges a code for who it is; throws `SignInRefusal`.
  func person(code: String, _ attempt: SignInAttempt, returningTo callback: String) async throws -> Session {
    let token = try await idToken(code: code, attempt, callback)
    let claims = try await claims(of: token)
    let expectation = IDToken.Expectation(
      issuer: settings.issuer, client: settings.clientID, nonce: attempt.nonce)
    if let defect = claims.defect(against: expectation, at: date()) { throw SignInRefusal.tokenRefused(defect) }
    let roles = claims.words(of: settings.rolesClaim).reduce(into: Set()) { $0.formUnion(settings.roles[$1] ?? []) }
    return Session(
      subject: claims.subject, name: claims.name, roles: roles, formToken: RandomText.make(), idToken: token)
  }

  /// Keys are exchanged from time to time: what none of those known has signed is held against those of now, which
  /// are asked for once in a while and not for every forged token.
  private func claims(of token: String) async throws -> IDToken {
    do {
      return try await keys.value().claims(of: token)
    } catch let defect as TokenDefect {
      guard defect == .unknownKey || defect == .signature, let keys = try await keys.renewed() else {
        throw SignInRefusal.tokenRefused(defect)
      }
      do throws(TokenDefect) {
        return try await keys.claims(of: token)
      } catch {
        throw SignInRefusal.tokenRefused(error)
      }
    }
  }

  private func idToken(code: String, _ attempt: SignInAttempt, _ callback: String) async throws -> String {
    struct Answer: Decodable {
      let id_token: String
    }
    let provider = try await description.value()
    var request = HTTPClientRequest(url: provider.tokenEndpoint)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback),
      ("code_verifier", attempt.verifier),
    ]
    if let secret = settings.clientSecret, !provider.takesSecretInForm {
      let login = "\(FormText.encoded(settings.clientID)):\(FormText.encoded(secret))"
      request.headers.add(name: "authorization", value: "Basic \(Data(login.utf8).base64EncodedString())")
    } else {
      fields.append(("client_id", settings.clientID))
      if let secret = settings.clientSecret { fields.append(("client_secret", secret)) }
    }
    request.body = .bytes(ByteBuffer(string: FormText.text(fields)))
    let body: Data
    do {
      body = try await Self.body(of: request, client)
    } catch SignInRefusal.providerAway {
      // It may have moved.
      _ = try? await description.renewed()
      throw SignInRefusal.providerAway
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: body) else { throw SignInRefusal.providerAway }
    return answer.id_token
  }

  /// What a provider answers; throws `SignInRefusal`.
  private static func body(of request: HTTPClientRequest, _ client: HTTPClient) async throws -> Data {
    struct Refusal: Decodable {
      let error: String
    }
    let answer: (status: HTTPResponseStatus, body: Data)
    do {
      let response = try await client.execute(request, timeout: .seconds(10))
      answer = (response.status, Data(try await response.body.collect(upTo: 1 << 20).readableBytesView))
    } catch {
      throw SignInRefusal.providerAway
    }
    if answer.status == .ok { return answer.body }
    guard let refusal = try? JSONDecoder().decode(Refusal.self, from: answer.body) else {
      throw SignInRefusal.providerAway
    }
    switch refusal.error {
    case "invalid_grant": throw SignInRefusal.codeRefused
    case "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request", "invalid_scope":
      throw SignInRefusal.misconfigured("the provider refuses a code of this client with \(refusal.error)")
    default: throw SignInRefusal.providerAway
    }
  }

  private static func url(_ endpoint: String, _ fields: [(String, String)]) -> String {
    endpoint + (endpoint.contains("?") ? "&" : "?") + FormText.text(fields)
  }
}
