import Foundation
import Identity
import Testing

@Suite("Sealed bytes")
struct SecretSealTests {
  private let secrets = IdentitySecrets([[UInt8](repeating: 7, count: 32)])!
  private let others = IdentitySecrets([[UInt8](repeating: 8, count: 32)])!

  @Test("are opened with the same secret and purpose alone, and show nothing", arguments: [0, 1, 100, 10_000])
  func sealed(count: Int) throws {
    let text = Data(repeating: UInt8(ascii: "x"), count: count)
    let seal = SecretSeal(secrets, purpose: "a")
    let sealed = try seal.seal(text)
    #expect(seal.open(sealed) == text)
    #expect(try seal.seal(text) != sealed)
    #expect(count < 16 || sealed.range(of: text.prefix(16)) == nil)
    #expect(SecretSeal(secrets, purpose: "b").open(sealed) == nil)
    #expect(SecretSeal(others, purpose: "a").open(sealed) == nil)
    #expect(seal.open(sealed.dropLast()) == nil)
  }

  @Test("are opened with any of the secrets that are known, and sealed with the first")
  func exchanged() throws {
    let (old, new) = ([UInt8](repeating: 7, count: 32), [UInt8](repeating: 8, count: 32))
    let text = Data("a code".utf8)
    let before = try SecretSeal(secrets, purpose: "a").seal(text)
    for both in try [#require(IdentitySecrets([old, new])), #require(IdentitySecrets([new, old]))] {
      #expect(SecretSeal(both, purpose: "a").open(before) == text)
    }
    let oldFirst = try SecretSeal(#require(IdentitySecrets([old, new])), purpose: "a").seal(text)
    #expect(SecretSeal(secrets, purpose: "a").open(oldFirst) == text)
    let newFirst = try SecretSeal(#require(IdentitySecrets([new, old])), purpose: "a").seal(text)
    #expect(SecretSeal(others, purpose: "a").open(newFirst) == text)
    #expect(SecretSeal(secrets, purpose: "a").open(newFirst) == nil)
  }

  @Test("what was never sealed is itself")
  func plain() {
    let text = Data(#"{"specversion":"1.0"}"#.utf8)
    #expect(SecretSeal(secrets, purpose: "a").open(text) == text)
  }
}
