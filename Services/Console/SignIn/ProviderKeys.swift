import FoundationEssentials
import JWTKit
import Messages

/// The keys by which a provider signs (RFC 7517), as far as they are of use here.
package struct ProviderKeys: Sendable {
  /// Ways to sign that whoever only verifies cannot sign with: neither `none` nor a secret that both sides know.
  package static let algorithms: [String: String] = [
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
  ]

  private struct Key: Sendable {
    let id: String?
    let type: String
    let algorithm: String?
    let value: JWK
  }

  private struct Set: Decodable {
    let keys: [JSONObject]
  }

  private let keys: [Key]

  /// Reads a set of keys; those of other kinds and for other purposes are left out, as are RSA keys below 2048 bits.
  package init(json: Data) throws {
    keys = try JSONDecoder().decode(Set.self, from: json).keys.compactMap { object in
      guard let type = object["kty"]?.string, Self.algorithms.values.contains(type),
        object["use"].map({ $0.string == "sig" }) ?? true,
        let encoded = try? JSONEncoder().encode(object), let value = try? JSONDecoder().decode(JWK.self, from: encoded)
      else { return nil }
      // 2048 bits are 342 characters of Base64.
      if type == "RSA", (object["n"]?.string?.utf8.count ?? 0) < 342 { return nil }
      return Key(id: object["kid"]?.string, type: type, algorithm: object["alg"]?.string, value: value)
    }
  }

  private struct Header: Decodable {
    let alg: String
    let kid: String?
    let crit: [String]?
  }

  /// What a token says, once its signature holds.
  package func claims(of token: String) async throws(TokenDefect) -> IDToken {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, token.utf8.count < 65_536, let bytes = Base64URL.bytes(String(parts[0])),
      let header = try? JSONDecoder().decode(Header.self, from: bytes)
    else { throw .malformed }
    // What a token calls critical has to be understood, and nothing of the kind is (RFC 7515, section 4.1.11).
    guard header.crit == nil else { throw .malformed }
    guard let type = Self.algorithms[header.alg], let algorithm = JWK.Algorithm(rawValue: header.alg) else {
      throw .algorithm
    }
    let named = keys.filter { header.kid == nil || $0.id == header.kid }
    guard !named.isEmpty else { throw .unknownKey }
    let fitting = named.filter { $0.type == type && ($0.algorithm ?? header.alg) == header.alg }
    guard !fitting.isEmpty else { throw .algorithm }
    for key in fitting {
      var value = key.value
      value.algorithm = algorithm
      value.keyIdentifier = JWKIdentifier(string: key.id ?? "only")
      do {
        return try await JWTKeyCollection().add(jwk: value).verify(token, as: IDToken.self)
      } catch {}
    }
    throw .signature
  }
}
