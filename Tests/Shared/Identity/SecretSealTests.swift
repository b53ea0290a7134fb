import Foundation
import Identity
import Testing

@Suite("Sealed bytes")
struct SecretSealTests {
  private let secret = [UInt8](repeating: 7, count: 32)

  @Test("are opened with the same secret and purpose alone, and show nothing", arguments: [0, 1, 100, 10_000])
  func sealed(count: Int) throws {
    let text = Data(repeating: UInt8(ascii: "x"), count: count)
    let seal = SecretSeal(secret: secret, purpose: "a")
    let sealed = try seal.seal(text)
    #expect(seal.open(sealed) == text)
    #expect(try seal.seal(text) != sealed)
    #expect(count < 16 || sealed.range(of: text.prefix(16)) == nil)
    #expect(SecretSeal(secret: secret, purpose: "b").open(sealed) == nil)
    #expect(SecretSeal(secret: secret.map { $0 + 1 }, purpose: "a").open(sealed) == nil)
    #expect(seal.open(sealed.dropLast()) == nil)
  }

  @Test("what was never sealed is itself")
  func plain() {
    let text = Data(#"{"specversion":"1.0"}"#.utf8)
    #expect(SecretSeal(secret: secret, purpose: "a").open(text) == text)
  }
}
