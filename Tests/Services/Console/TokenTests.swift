import ConsoleService
import Crypto
import Foundation
import JWTKit
import Messages
import TestStack
import Testing

@Suite("What a provider signs") struct TokenTests {
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)
  private static let expectation = IDToken.Expectation(
    issuer: "https://login.example.com", client: "console", nonce: "n-1")

  private static func claims(_ more: JSONObject = [:]) -> JSONObject {
    let base: JSONObject = [
      "iss": "https://login.example.com", "sub": "rita", "aud": "console", "nonce": "n-1", "iat": 1_795_000_000,
      "exp": 1_795_000_300,
    ]
    return base.merging(more) { _, new in new }
  }

  private func defect(_ claims: JSONObject) -> TokenDefect? {
    IDToken(claims: claims).defect(against: Self.expectation, at: Self.now)
  }

  @Test("each claim that is missing or another's is a defect of its own, whatever the others say")
  func claims() {
    var generator = SeededGenerator(seed: 20_261_129)
    let defects: [(TokenDefect, (inout JSONObject, inout SeededGenerator) -> Void)] = [
      (.issuer, { $0["iss"] = Self.other(than: "https://login.example.com", using: &$1) }),
      (.audience, { $0["aud"] = Self.other(than: "console", using: &$1) }),
      (
        .audience,
        { claims, _ in
          claims["aud"] = .array(["console", "other"])
          claims["azp"] = nil
        }
      ),
      (.audience, { $0["azp"] = Self.other(than: "console", using: &$1) ?? .null }),
      (.expired, { $0["exp"] = .integer(1_795_000_000 - Int.random(in: 60...1_000_000, using: &$1)) }),
      (.expired, { claims, _ in claims["exp"] = nil }),
      (.expired, { claims, _ in claims["exp"] = "1795000300" }),
      (.early, { $0["iat"] = .integer(1_795_000_000 + Int.random(in: 60...1_000_000, using: &$1)) }),
      (.early, { claims, _ in claims["iat"] = nil }),
      (.early, { $0["nbf"] = .integer(1_795_000_000 + Int.random(in: 60...1_000_000, using: &$1)) }),
      (.nonce, { $0["nonce"] = Self.other(than: "n-1", using: &$1) }),
      (.subject, { claims, _ in claims["sub"] = nil }),
      (.subject, { claims, _ in claims["sub"] = "" }),
      (.subject, { claims, _ in claims["sub"] = 7 }),
      (.subject, { claims, _ in claims["sub"] = .string(String(repeating: "x", count: 129)) }),
      (.subject, { claims, _ in claims["sub"] = "a\nb" }),
    ]
    for _ in 0..<50 {
      // Whatever is harmless may stand beside.
      var sound = Self.claims()
      if Bool.random(using: &generator) { sound["aud"] = .array(["console"]) }
      if Bool.random(using: &generator) {
        sound["aud"] = .array(["other", "console"].shuffled(using: &generator))
        sound["azp"] = "console"
      }
      if Bool.random(using: &generator) {
        sound["exp"] = .integer(1_795_000_000 - Int.random(in: -9...59, using: &generator))
      }
      if Bool.random(using: &generator) {
        sound["iat"] = .integer(1_795_000_000 + Int.random(in: -900...59, using: &generator))
      }
      if Bool.random(using: &generator) { sound["nbf"] = .number(1_795_000_000.5) }
      if Bool.random(using: &generator) { sound["x\(Int.random(in: 0...9, using: &generator))"] = .array([.null]) }
      #expect(defect(sound) == nil, "\(sound)")
      for (defect, spoil) in defects {
        var spoilt = sound
        spoil(&spoilt, &generator)
        #expect(self.defect(spoilt) == defect, "\(spoilt)")
      }
    }
  }

  /// Something that is not a text, though it may look like it; or nothing.
  private static func other(than text: String, using generator: inout SeededGenerator) -> JSONValue? {
    let others: [JSONValue?] = [
      .string(text + " "), .string(text.uppercased()), .string(""), .null, .integer(1),
      .string(String(text.dropLast())),
      .array([.string(text + "x")]), .object([:]), .boolean(true),
    ]
    return others.randomElement(using: &generator)!
  }

  private static let key = P256.Signing.PrivateKey()

  private static func jwk(_ key: P256.Signing.PublicKey, _ more: JSONObject = [:]) -> JSONValue {
    let point = [UInt8](key.x963Representation)
    let base: JSONObject = [
      "kty": "EC", "crv": "P-256", "kid": "one", "x": .string(Base64URL.text(Data(point[1..<33]))),
      "y": .string(Base64URL.text(Data(point[33..<65]))),
    ]
    return .object(base.merging(more) { _, new in new })
  }

  private func keys(_ keys: JSONValue...) throws -> ProviderKeys {
    try ProviderKeys(json: try JSONEncoder().encode(JSONValue.object(["keys": .array(keys)])))
  }

  private func signed(
    by key: P256.Signing.PrivateKey = key, _ header: JSONObject = ["alg": "ES256", "kid": "one"]
  ) throws -> String {
    let head = Base64URL.text(try JSONEncoder().encode(JSONValue.object(header)))
    let body = Base64URL.text(try JSONEncoder().encode(JSONValue.object(Self.claims())))
    let signature = try key.signature(for: Data("\(head).\(body)".utf8)).rawRepresentation
    return "\(head).\(body).\(Base64URL.text(signature))"
  }

  private func defect(of token: String, by keys: ProviderKeys) async -> TokenDefect? {
    do throws(TokenDefect) {
      _ = try await keys.claims(of: token)
      return nil
    } catch {
      return error
    }
  }

  @Test("a signature of the provider's is believed, with the key's name and without")
  func sound() async throws {
    let own = Self.jwk(Self.key.publicKey)
    #expect(await defect(of: try signed(), by: try keys(own)) == nil)
    #expect(await defect(of: try signed(["alg": "ES256"]), by: try keys(own)) == nil)
    let nameless = Self.jwk(Self.key.publicKey, ["kid": .null, "alg": "ES256", "use": "sig"])
    #expect(await defect(of: try signed(["alg": "ES256"]), by: try keys(nameless)) == nil)
    let other = Self.jwk(P256.Signing.PrivateKey().publicKey, ["kid": "two"])
    #expect(await defect(of: try signed(["alg": "ES256"]), by: try keys(other, own)) == nil)
  }

  @Test(
    "a token that is signed in another way, or in none, is not believed",
    arguments: [
      "none", "None", "NONE", "nOnE", "HS256", "HS384", "HS512", "ES257", "", "RS256", "PS256", "EdDSA",
    ])
  func algorithms(name: String) async throws {
    let own = try keys(Self.jwk(Self.key.publicKey))
    let header = try signed(["alg": .string(name), "kid": "one"])
    #expect(await defect(of: header, by: own) == .algorithm)
    let parts = header.split(separator: ".")
    #expect(await defect(of: "\(parts[0]).\(parts[1]).", by: own) == .algorithm)
    // The public key as the secret of an HMAC: the oldest trick.
    if name == "HS256" {
      let secret = SymmetricKey(data: Self.key.publicKey.x963Representation)
      let code = HMAC<SHA256>.authenticationCode(for: Data("\(parts[0]).\(parts[1])".utf8), using: secret)
      #expect(await defect(of: "\(parts[0]).\(parts[1]).\(Base64URL.text(Data(code)))", by: own) == .algorithm)
    }
  }

  @Test("what anybody changed of a token breaks it")
  func changed() async throws {
    var generator = SeededGenerator(seed: 7)
    let own = try keys(Self.jwk(Self.key.publicKey))
    let token = try signed()
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let dot = try #require(token.firstIndex(of: "."))
    for _ in 0..<200 {
      var characters = Array(token)
      // The last letter of a part has bits that say nothing.
      let place = Int.random(
        in: (token.distance(from: token.startIndex, to: dot) + 1)..<(characters.count - 2), using: &generator)
      let letter = letters.randomElement(using: &generator)!
      guard characters[place] != ".", characters[place] != letter, characters[place + 1] != "." else { continue }
      characters[place] = letter
      let found = await defect(of: String(characters), by: own)
      #expect(found == .signature || found == .malformed)
    }
    let stranger = try signed(by: P256.Signing.PrivateKey())
    #expect(await defect(of: stranger, by: own) == .signature)
  }

  @Test(
    "what is no token is none",
    arguments: [
      "", ".", "..", "a.b", "a.b.c.d", "{}.{}.x", "e30.e30.", "eyJhbGciOiJFUzI1NiJ9", "é.é.é",
      String(repeating: "a", count: 70_000),
    ])
  func malformed(token: String) async throws {
    #expect(await defect(of: token, by: try keys(Self.jwk(Self.key.publicKey))) == .malformed)
  }

  @Test("a key that nobody has, and one that a token brings along, count for nothing")
  func foreignKeys() async throws {
    let own = try keys(Self.jwk(Self.key.publicKey))
    #expect(await defect(of: try signed(["alg": "ES256", "kid": "two"]), by: own) == .unknownKey)
    let stranger = P256.Signing.PrivateKey()
    let brought = try signed(
      by: stranger, ["alg": "ES256", "kid": "one", "jwk": Self.jwk(stranger.publicKey), "jku": "https://evil.example"])
    #expect(await defect(of: brought, by: own) == .signature)
    #expect(
      await defect(of: try signed(["alg": "ES256", "kid": "one", "crit": .array(["exp"])]), by: own) == .malformed)
    // A curve that is not the key's.
    #expect(await defect(of: try signed(["alg": "ES384", "kid": "one"]), by: own) == .signature)
    #expect(await defect(of: try signed(), by: try keys()) == .unknownKey)
    #expect(await defect(of: try signed(), by: try keys(Self.jwk(Self.key.publicKey, ["use": "enc"]))) == .unknownKey)
    #expect(await defect(of: try signed(), by: try keys(Self.jwk(Self.key.publicKey, ["alg": "ES384"]))) == .algorithm)
  }
}
