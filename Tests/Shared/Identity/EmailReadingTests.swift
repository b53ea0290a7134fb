import Foundation
import Identity
import TestStack
import Testing
import Vocabulary

@Suite("Addresses that are one person's (R4)")
struct EmailReadingTests {
  private let hasher = IdentityHasher(IdentitySecrets([Array(repeating: UInt8(ascii: "k"), count: 32)])!)

  private func keys(_ text: String) throws -> [IdentityKey] {
    let address: EmailAddress = try #require(EmailAddress(text), "\(text)")
    return hasher.keys(email: address)
  }

  @Test(
    "R4: a domain is one, written for people or for machines",
    arguments: [
      ("a@bücher.example", "a@xn--bcher-kva.example"), ("a@BÜCHER.example", "A@XN--BCHER-KVA.Example"),
      ("a@bu\u{308}cher.example", "a@xn--bcher-kva.example"), ("a@straße.de", "a@xn--strae-oqa.de"),
      ("a@www.münchen.bücher.example", "a@www.xn--mnchen-3ya.xn--bcher-kva.example"),
      ("a@ｅxample.com", "a@example.com"),
      ("a@пример.рф", "a@xn--e1afmkfd.xn--p1ai"), ("STRASSE@example.com", "straße@example.com"),
      ("STRAẞE@example.com", "straße@example.com"), ("YILDIZ@x.tr", "yildiz@x.tr"),
    ])
  func same(left: String, right: String) throws {
    #expect(try keys(left).first == keys(right).first)
    #expect(try !keys(left).isEmpty)
  }

  @Test(
    "R4: two people are two, also where capitals of one are the other's",
    arguments: [
      ("yıldız@x.tr", "yildiz@x.tr"), ("a@straße.de", "a@strasse.de"), ("a@yıldız.tr", "a@yildiz.tr"),
      ("a@xn--strae-oqa.de", "a@strasse.de"), ("a@βόλος.com", "a@βόλοσ.com"), ("a@bücher.example", "a@bucher.example"),
      // What no registry gives away stands for itself.
      ("a@xn--bcher-2pa.example", "a@bücher.example"), ("a@xn--99999999.example", "a@99999999.example"),
    ])
  func other(left: String, right: String) throws {
    #expect(try Set(keys(left)).isDisjoint(with: keys(right)))
  }

  @Test("R4: who is known by the label for machines is known by it still", arguments: ["Camille+Jobs", "camille"])
  func formerReading(local: String) throws {
    // HMAC-SHA-256 of "email:camille@xn--bcher-kva.example" as a version before made it.
    let former = IdentityKey("email:C9iIq7jPBX0przg9mk78MG0a1hmLUc-OW8T19bWsY9s")
    #expect(try keys("\(local)@xn--bcher-kva.example").contains { $0 == former })
    #expect(try keys("camille@bücher.example") == [keys("\(local)@xn--bcher-kva.example")[0]])
  }

  @Test(
    "an address that is given where there is none is nobody's; a member is reached by it nevertheless",
    arguments: [
      "noreply@example.com", "No-Reply@example.org", "do.not.reply@example.com", "test@test.com", "TEST+1@Test.fr",
      "aucun@gmail.com", "inconnu@example.fr", "nospam@example.com", "no_spam@nospam.com", "pas-de-mail@example.fr",
    ])
  func nobodys(text: String) throws {
    #expect(try keys(text) == [])
    #expect(hasher.keys(commonTo: try #require(EmailAddress(text))).count == 1)
  }

  @Test(
    "names that are like those are somebody's",
    arguments: [
      "na@example.com", "reply@example.com", "testard@test.com", "test@example.com", "camille@camille.fr",
      "mail@durand.fr",
      "aucuna@example.com", "noreplyson@example.com", "a@test.com",
    ])
  func somebodys(text: String) throws {
    #expect(try keys(text).count == 1)
  }

  @Test("R4: in any spelling of its domain an address is one person's", arguments: 0..<64 as Range<UInt64>)
  func spellings(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let labels = [
      ("bücher", "xn--bcher-kva"), ("münchen", "xn--mnchen-3ya"), ("straße", "xn--strae-oqa"),
      ("пример", "xn--e1afmkfd"), ("たまご", "xn--38jva7g"), ("example", "example"),
    ]
    let local = "x" + String((0..<6).map { _ in "abcdefghijklmnop0123456789".randomElement(using: &generator)! })
    let chosen = (0..<3).map { _ in labels.randomElement(using: &generator)! }
    let plain = "\(local)@" + chosen.map(\.0).joined(separator: ".")
    let domain = chosen.map { pair in
      let label = Bool.random(using: &generator) ? pair.0 : pair.1
      switch Int.random(in: 0..<3, using: &generator) {
      // "STRASSE" is another domain.
      case 0 where !label.contains("ß"): return label.uppercased()
      case 1: return label.decomposedStringWithCanonicalMapping
      default: return label
      }
    }.joined(separator: ".")
    let tag = Bool.random(using: &generator) ? "+tag" : ""
    #expect(try keys("\(local)\(tag)@\(domain)").first == keys(plain).first, "\(domain)")
    #expect(try Set(keys("\(local)@\(domain)")).isDisjoint(with: keys("\(plain)x")))
  }
}
