import FoundationEssentials
import JWTKit
import Messages

/// Who somebody is, as the provider signs it.
struct IDToken: JWTPayload {
  let claims: JSONObject

  init(from decoder: any Decoder) throws {
    claims = try decoder.singleValueContainer().decode(JSONObject.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(claims)
  }

  var issuer: String? { claims["iss"]?.string }
  var subject: String { claims["sub"]?.string ?? "" }
  var nonce: String? { claims["nonce"]?.string }
  var name: String? { claims["name"]?.string }
  var preferredName: String? { claims["preferred_username"]?.string }

  /// Whether it was made for a client.
  func isFor(_ client: String) -> Bool {
    let audience: [String] = words(claims["aud"])
    let party = claims["azp"]?.string
    return audience.contains(client) && (party.map { $0 == client } ?? (audience.count == 1))
  }

  /// The texts of a claim, which may lie in an object: `realm_access.roles`.
  func words(of path: String) -> [String] {
    if let direct = claims[path] { return words(direct) }
    var value: JSONValue? = .object(claims)
    for name in path.split(separator: ".") { value = value?[String(name)] }
    return words(value)
  }

  private func words(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let word): word.split(separator: " ").map(String.init)
    case .array(let values): values.compactMap(\.string)
    default: []
    }
  }

  /// Throws where it has run out, or names nobody.
  func verify(using algorithm: some JWTAlgorithm) throws {
    let now = Date().timeIntervalSince1970
    guard let expiry = seconds("exp"), expiry > now - 60 else {
      throw JWTError.claimVerificationFailure(failedClaim: nil, reason: "it has run out")
    }
    guard let issued = seconds("iat"), issued < now + 60 else {
      throw JWTError.claimVerificationFailure(failedClaim: nil, reason: "it is of a time to come")
    }
    guard !subject.isEmpty else {
      throw JWTError.claimVerificationFailure(failedClaim: nil, reason: "it names nobody")
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
