import Foundation
import Identity
import ServiceSettings
import Testing
import Vocabulary

@Suite("The secrets that identities are hashed under")
struct IdentitySecretsTests {
  private let old = [UInt8](repeating: 7, count: 32)
  private let new = [UInt8](repeating: 8, count: 40)

  private func secrets(_ text: String) throws -> IdentitySecrets {
    try Settings(["COOPT_IDENTITY_KEY": text]).identitySecrets()
  }

  @Test("are one, or two with white space between them", arguments: [" ", "\n", "\r\n", " \n\t"])
  func pairs(space: String) throws {
    let (one, other) = (Data(old).base64EncodedString(), Data(new).base64EncodedString())
    #expect(try !secrets(one).areExchanged)
    #expect(try !secrets("\(one)\(space)").areExchanged)
    #expect(try secrets("\(one)\(space)\(other)").areExchanged)
    #expect(try !secrets("\(one)\(space)\(one)").areExchanged)
  }

  @Test(
    "are refused where they are short, too many or no base64, and never repeated",
    arguments: [
      [31], [32, 31], [31, 32], [32, 33, 34], [], [0],
    ])
  func refused(lengths: [Int]) throws {
    let words = lengths.enumerated().map { Data(repeating: UInt8($0 + 1), count: $1).base64EncodedString() }
    for text in [words.joined(separator: " "), (words + ["not base64!"]).joined(separator: " ")] {
      let error = #expect(throws: SettingError.self) { _ = try secrets(text) }
      #expect(error?.name == "COOPT_IDENTITY_KEY")
      #expect(text.isEmpty || words.allSatisfy { $0.isEmpty || error?.description.contains($0) == false })
    }
  }

  @Test("every identity has a key under each, whatever their order")
  func keys() throws {
    let email = try #require(EmailAddress("camille@example.com"))
    func keys(_ secrets: [[UInt8]]) throws -> Set<IdentityKey> {
      let hasher = IdentityHasher(try #require(IdentitySecrets(secrets)))
      return Set(hasher.keys(email: email, phone: "+33639981234", linkedinUrl: "in/camille"))
    }
    let (before, after) = (try keys([old]), try keys([new]))
    #expect(before.count == 3 && after.count == 3 && before.isDisjoint(with: after))
    #expect(try keys([old, new]) == before.union(after))
    #expect(try keys([new, old]) == before.union(after))
  }

  @Test("a fingerprint tells them from others, not their order, and has nothing of them")
  func fingerprints() throws {
    func fingerprint(_ secrets: [[UInt8]]) throws -> String { try #require(IdentitySecrets(secrets)).fingerprint }
    #expect(try fingerprint([old, new]) == fingerprint([new, old]))
    #expect(try Set([fingerprint([old]), fingerprint([new]), fingerprint([old, new])]).count == 3)
    #expect(try fingerprint([old]).utf8.count == 16)
  }
}
