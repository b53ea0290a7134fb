import Testing
import Vocabulary

@Suite("Small values")
struct VocabularyTests {
  @Test(
    "addresses that mail servers take are taken, without the space around them",
    arguments: [
      "camille.durand@example.com", "a+b@mail.example.co.uk", "josé@exämple.com", "o'neil@example.com",
      "x@refused.example", " camille@example.com\n", "a@xn--exmple-cua.com",
    ])
  func addresses(text: String) throws {
    #expect(try #require(EmailAddress(text)).rawValue == text.filter { !$0.isWhitespace })
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", "camille", "@example.com", "camille@", "camille@example", "a b@example.com", "a..b@example.com",
      ".a@example.com", "a@-example.com", "a@example..com", "a@b@example.com", "a@exam ple.com",
      "a@example.com\r\nBcc: b@example.com", "a\0@example.com",
      "\u{3164}@example.com", "a@\u{3164}.com", "a\u{200F}@example.com",
      String(repeating: "a", count: 65) + "@example.com",
      "a@" + String(repeating: "b.", count: 127) + "com",
    ])
  func noAddresses(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test("levels rise from beginner to expert (W7)")
  func levels() {
    #expect([Level.expert, .beginner, .confirmed].sorted() == [.beginner, .confirmed, .expert])
  }

  @Test("amounts add up and keep their unit (W5)")
  func amounts() {
    #expect(Cents(50_000) + 25_000 == 75_000)
    #expect(-Points(20) + 20 == .zero)
  }

  @Test("sums of amounts stop at the bounds, which are one another's negatives, and never trap")
  func saturation() {
    let extremes = [Int.min, .min + 1, -.max / 2 - 2, -1, 0, 1, .max / 2 + 2, .max - 1, .max]
    for left in extremes {
      for right in extremes {
        let exact = Double(left) + Double(right)
        let sum = (Cents(left) + Cents(right)).rawValue
        #expect(abs(Double(sum) - min(max(exact, -Double(Int.max)), Double(Int.max))) <= 2048, "\(left) + \(right)")
        #expect((Points(left) + Points(right)).rawValue == sum)
        #expect((Cents(left) - Cents(right)).rawValue == (Cents(left) + -Cents(right)).rawValue)
        #expect(-(-Points(left)) == Points(max(left, -.max)))
      }
    }
  }

  @Test("every code of refusal has a sentence and a status, an unknown one too")
  func problemCodes() {
    for code in ProblemCode.all {
      #expect(code.title.hasSuffix(".") && (400...599).contains(code.status), "\(code)")
    }
    #expect(ProblemCode(rawValue: "of-tomorrow").status == 400)
  }

  @Test("identity keys are known by their form")
  func identityKeys() {
    let key = IdentityKey(kind: .phone, hash: Array(repeating: UInt8(0xFB), count: 32))
    #expect(IdentityKey(key.rawValue) == key)
    #expect(key.rawValue.hasPrefix("phone:-_v7"))
    #expect(IdentityKey("email:short") == nil)
    #expect(IdentityKey("fax:" + key.rawValue.dropFirst(6)) == nil)
  }

  @Test("an identifier reads its own text, in either case")
  func identifiers() {
    let made = MemberID.make()
    #expect(MemberID(made.description.uppercased()) == made)
    #expect(MemberID("not-a-uuid") == nil)
  }
}
