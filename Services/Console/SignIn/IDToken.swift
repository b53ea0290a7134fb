import FoundationEssentials
import JWTKit
import Messages

/// Who somebody is, as the provider signs it.
package struct IDToken: JWTPayload {
  /// All that it says.
  package let claims: JSONObject

  package init(claims: JSONObject) {
    self.claims = claims
  }

  package init(from decoder: any Decoder) throws {
    claims = try decoder.singleValueContainer().decode(JSONObject.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(claims)
  }

  /// Nothing: what it says is held against one attempt and one instant by `defect`.
  package func verify(using algorithm: some JWTAlgorithm) throws {}

  /// What it has to say to be believed.
  package struct Expectation: Sendable {
    /// Who issues it.
    let issuer: String
    /// Whom it is for.
    let client: String
    /// Which attempt it belongs to.
    let nonce: String

    package init(issuer: String, client: String, nonce: String) {
      self.issuer = issuer
      self.client = client
      self.nonce = nonce
    }
  }

  /// How far two clocks may be apart, in seconds.
  private static let skew = 60.0

  /// What keeps it from being believed (OpenID Connect Core 1.0, section 3.1.3.7); nil for nothing.
  package func defect(against expectation: Expectation, at now: Date) -> TokenDefect? {
    let now = now.timeIntervalSince1970
    guard claims["iss"]?.string == expectation.issuer else { return .issuer }
    guard isFor(expectation.client) else { return .audience }
    guard let expiry = seconds("exp"), expiry > now - Self.skew else { return .expired }
    guard let issued = seconds("iat"), issued < now + Self.skew else { return .early }
    guard (seconds("nbf") ?? issued) < now + Self.skew else { return .early }
    guard claims["nonce"]?.string == expectation.nonce else { return .nonce }
    // It becomes the `actor` of commands, which holds 1 to 128 characters of a line.
    guard (1...128).contains(subject.count), subject.unicodeScalars.allSatisfy({ $0.value > 0x1F && $0.value != 0x7F })
    else { return .subject }
    return nil
  }

  package var subject: String { claims["sub"]?.string ?? "" }
  /// What the provider calls them.
  package var name: String { claims["name"]?.string ?? claims["preferred_username"]?.string ?? subject }

  private func isFor(_ client: String) -> Bool {
    let audience = strings(claims["aud"])
    guard audience.contains(client) else { return false }
    guard let party = claims["azp"] else { return audience.count == 1 }
    return party.string == client
  }

  /// The texts of a claim, which may lie in an object: `realm_access.roles`; one text may hold several words.
  package func words(of path: String) -> [String] {
    var value: JSONValue? = claims[path]
    if value == nil {
      value = .object(claims)
      for name in path.split(separator: ".") { value = value?[String(name)] }
    }
    if let line = value?.string { return line.split(separator: " ").map(String.init) }
    return strings(value)
  }

  private func strings(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let values): values.compactMap(\.string)
    default: []
    }
  }

  private func seconds(_ name: String) -> Double? {
    switch claims[name] {
    case .integer(let seconds): Double(seconds)
    case .number(let seconds): seconds
    default: nil
    }
  }
}
