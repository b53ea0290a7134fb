import Foundation
import Identity
import TestStack
import Testing
import Vocabulary

@Suite("Identities (R4)")
struct IdentityTests {
  private let hasher = IdentityHasher(IdentitySecrets([Array("a secret of thirty-two bytes, no fewer".utf8)])!)

  private func email(_ text: String) throws -> [IdentityKey] {
    let address: EmailAddress = try #require(EmailAddress(text))
    return hasher.keys(email: address)
  }

  @Test(
    "R4: one address in another case or Unicode form is one identity",
    arguments: [
      ("Camille.Durand@Example.COM", "camille.durand@example.com"), ("jose\u{301}@example.com", "JOSÉ@example.com"),
      ("ｃamille@example.com", "camille@example.com"), ("ﬁona@example.com", "fiona@example.com"),
      (" a@example.com ", "a@example.com"), ("strasse@example.com", "Straße@example.com"),
    ])
  func emails(left: String, right: String) throws {
    #expect(try email(left) == email(right))
  }

  @Test(
    "R4: a tag makes nobody another person, nor do case, encoding, punctuation and what nobody sees",
    arguments: 0..<64 as Range<UInt64>)
  func spellings(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789.-_éèçñüßø")
    let local = "x" + String((0..<6).map { _ in letters.filter { $0 != "." }.randomElement(using: &generator)! }) + "y"
    let address = "\(local)@example.org"
    var spelling = local
    if Bool.random(using: &generator) { spelling += "+\(String(local.shuffled(using: &generator)))" }
    if Bool.random(using: &generator) { spelling += "+again" }
    if Bool.random(using: &generator) { spelling = spelling.uppercased() }
    if Bool.random(using: &generator) { spelling = spelling.decomposedStringWithCanonicalMapping }
    let (mine, theirs) = (try email(address), try email("\(spelling)@Example.ORG"))
    #expect(Set(mine).isSubset(of: theirs), "\(spelling)")
    #expect(hasher.keys(commonTo: EmailAddress("\(spelling)@example.org")!) == mine)
    // As it was read before, so that who is kept under that alone is recognised.
    #expect(theirs.count == (spelling.contains("+") ? 2 : 1))
    #expect(Set(theirs).isDisjoint(with: try email("\(local)z@example.org")))
  }

  @Test(
    "R4: a profile is one person's in every spelling", arguments: 0..<64 as Range<UInt64>)
  func profileSpellings(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-éèç")
    let name = "x" + String((0..<8).map { _ in letters.randomElement(using: &generator)! }) + "y"
    let invisible = ["\u{200B}", "\u{AD}", "\u{2060}", "\u{FEFF}", "\u{200E}"]
    func one(_ texts: [String]) -> String { texts.randomElement(using: &generator)! }
    var written = name
    if Bool.random(using: &generator) { written = written.uppercased() }
    if Bool.random(using: &generator) {
      written = written.unicodeScalars.map { String($0) + (Bool.random(using: &generator) ? "" : one(invisible)) }
        .joined()
    }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      written = written.utf8.map { byte in
        byte < 0x80 && byte != UInt8(ascii: "%") && Bool.random(using: &generator)
          ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }.joined()
    }
    let host = one([
      "linkedin.com", "www.linkedin.com", "FR.LinkedIn.com", "linkedin.com.", "linkedin.com:443", "m.linkedin.com.",
    ])
    let text =
      one(["", " ", "(", "«\u{A0}", "\u{FEFF}"]) + one(["https://", "http://", "", "HTTPS://"]) + host
      + one(["/in/", "/mwlite/in/", "/%69n/"]) + written
      + one(["", "/", "/en", "?locale=fr", "#about", ".", ",", ";", ")", "!"])
    #expect(LinkedInProfile.name(in: text) == name.precomposedStringWithCompatibilityMapping, "\(text)")
  }

  @Test(
    "placeholders are nobody's in any spelling: the same digit again and again, zeros, too few or too many",
    arguments: 0..<64 as Range<UInt64>)
  func placeholders(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let plans: [(country: String, code: String, length: Int)] = [
      ("FR", "33", 9), ("ES", "34", 9), ("US", "1", 10), ("CH", "41", 9), ("PL", "48", 9),
    ]
    let plan = plans.randomElement(using: &generator)!
    let digit = Character(String(Int.random(in: 0...9, using: &generator)))
    let first = Character(String(Int.random(in: 0...9, using: &generator)))
    // No number of the departments overseas, which have calling codes of their own.
    let rest = (0..<plan.length - 2).map { _ in String(Int.random(in: 1...9, using: &generator)) }
    let real = "61" + rest.joined()
    let numbers = [
      String(repeating: digit, count: plan.length), String(first) + String(repeating: "0", count: plan.length - 1),
      String(real.dropLast()), real + "7",
    ]
    for number in numbers {
      let spaced = number.map { String($0) }.joined(separator: ["", " ", ".", "-"].randomElement(using: &generator)!)
      for text in ["+\(plan.code)\(spaced)", "00\(plan.code) \(spaced)"] {
        #expect(PhoneNumber.international(text) == nil, "\(text)")
      }
    }
    guard Set(real).count > 1 else { return }
    #expect(PhoneNumber.international("+\(plan.code) \(real)", country: plan.country) == "+\(plan.code)\(real)")
  }

  @Test("R4: who was known by an address with its tag alone is known by it still, and then without")
  func formerReading() throws {
    let before = try #require(EmailAddress("Camille+Jobs@example.com"))
    let keys = hasher.keys(email: before)
    // What a version before made of it, by the name of its reading: nothing was taken away.
    let former = try #require(keys.last)
    #expect(keys.count == 2 && former != keys[0])
    #expect(try email("camille@example.com") == [keys[0]])
    #expect(try email("camille+other@example.com").first == keys[0])
    #expect(try !email("camille+other@example.com").contains(former))
    #expect(try email("+camille@example.com") != email("camille@example.com"))
  }

  @Test("R4: other addresses are other identities")
  func otherEmails() throws {
    #expect(try email("a@example.com") != email("a@example.org"))
    #expect(try email("a.b@example.com") != email("ab@example.com"))
  }

  @Test(
    "R4: numbers are read with the offer's country",
    arguments: [
      ("06 39 98 12 34", "FR", "+33639981234"), ("+33 6 39 98 12 34", "BE", "+33639981234"),
      ("0033 (0)6.39.98.12.34", nil, "+33639981234"), ("+33 06 39 98 12 34", nil, "+33639981234"),
      ("33639981234", "FR", "+33639981234"), ("639981234", "FR", "+33639981234"),
      ("tel:+33-6-39-98-12-34", nil, "+33639981234"),
      ("06 39 98 12 34 poste 12", "FR", "+33639981234"), ("０６ ３９ ９８ １２ ３４", "FR", "+33639981234"),
      ("0690 00 12 34", "FR", "+590690001234"), ("+33 690 00 12 34", nil, "+590690001234"),
      ("0690 00 12 34", "GP", "+590690001234"), ("0692 12 34 56", "RE", "+262692123456"),
      ("06 39 98 12 34", "RE", "+33639981234"),
      ("020 7946 0958", "GB", "+442079460958"), ("+44 (0)20 7946 0958", nil, "+442079460958"),
      ("0470 12 34 56", "BE", "+32470123456"), ("030 123456", "DE", "+4930123456"),
      ("06 1234 5678", "IT", "+390612345678"),
      ("612 34 56 87", "ES", "+34612345687"), ("(415) 555-0132", "US", "+14155550132"),
      ("1 415 555 0132", "CA", "+14155550132"),
      ("079 123 45 67", "CH", "+41791234567"), ("06 20 123 4567", "HU", "+36201234567"),
      ("0612-345687", "MA", "+212612345687"),
      ("20 123 456", "TN", "+21620123456"), ("0551 23 45 67", "DZ", "+213551234567"),
      ("412 34 567", "NO", "+4741234567"),
    ] as [(String, String?, String)])
  func phones(text: String, country: String?, expected: String) {
    #expect(PhoneNumber.international(text, country: country) == expected)
  }

  @Test(
    "a number that cannot be told is no identity",
    arguments: [
      ("06 39 98 12 34", nil), ("", "FR"), ("12", "FR"), ("+", nil), ("none", "FR"), ("+1234567890123456", nil),
      ("+33000000000", nil), ("00 00 00 00 00", "FR"), ("0600000000", "FR"), ("+33 11 11 11 11 1", nil),
      ("9999999999", "US"), ("06 39 98 12 34 5", "FR"), ("+41 79 123 45 678", nil), ("0000", "BE"),
    ]
      as [(String, String?)])
  func noPhones(text: String, country: String?) {
    #expect(PhoneNumber.international(text, country: country) == nil)
  }

  @Test(
    "R4: one LinkedIn profile in any spelling is one identity",
    arguments: [
      "https://www.linkedin.com/in/camille-durand-1a2b/", "http://fr.linkedin.com/in/Camille-Durand-1a2b?locale=fr_FR",
      "linkedin.com/in/camille-durand-1a2b", "https://www.linkedin.com/in/camille-durand-1a2b/en#about",
      "HTTPS://LinkedIn.com:443/mwlite/in/camille-durand-1a2b", "/in/camille-durand-1a2b", " in/camille-durand-1a2b ",
      "https://linkedin.com/in/camille%2Ddurand-1a2b", "https://linkedin.com./in/camille-durand-1a2b.",
      "(https://www.linkedin.com/in/camille-durand-1a2b),", "https://linkedin.com/in/camille%252Ddurand-1a2b",
      "https://linkedin.com/%69n/camille-durand-1a2b;", "linkedin.com/in/camille\u{200B}-durand\u{AD}-1a2b\u{200F}",
      "\u{FEFF}linkedin.com/in/camille-durand-1a2b!", "«\u{A0}linkedin.com/in/camille-durand-1a2b\u{A0}»",
    ])
  func profiles(text: String) {
    #expect(LinkedInProfile.name(in: text) == "camille-durand-1a2b")
  }

  @Test(
    "what names no LinkedIn profile is no identity",
    arguments: [
      "", "https://example.com/in/camille", "https://www.linkedin.com/company/acme", "https://linkedin.com/in/",
      "https://notlinkedin.com/in/camille", "camille", "linkedin.com/in/me", "https://www.linkedin.com/in/unavailable/",
      "linkedin.com/in/ME?x=1", "linkedin.com/in/%6De", "linkedin.com/in/undefined", "linkedin.com/in/…",
      "linkedin.com/in/%20",
    ])
  func noProfiles(text: String) {
    #expect(LinkedInProfile.name(in: text) == nil)
  }

  @Test("keys name their kind and depend on the secret; what is not given has none")
  func keys() throws {
    let address = try #require(EmailAddress("camille@example.com"))
    let keys = hasher.keys(
      email: address, phone: "06 39 98 12 34", linkedinUrl: "linkedin.com/in/camille", country: "FR")
    #expect(keys.map(\.kind) == [.email, .phone, .linkedin])
    #expect(keys.allSatisfy { IdentityKey($0.rawValue) == $0 })
    #expect(hasher.keys(phone: "06 39 98 12 34").isEmpty)
    let other = try #require(IdentitySecrets([Array("another secret of thirty-two bytes, no fewer".utf8)]))
    #expect(IdentityHasher(other).keys(email: address) != [keys[0]])
  }

  @Test("R4: a key is HMAC-SHA-256 over the kind and the normalised text, for ever the same")
  func stability() throws {
    let address: EmailAddress = try #require(EmailAddress("A@Example.com"))
    let secrets = try #require(IdentitySecrets([Array(repeating: UInt8(ascii: "k"), count: 32)]))
    let key = IdentityHasher(secrets).keys(email: address)
    #expect(key.map(\.rawValue) == ["email:oAIIJHoTh2wyApx5DfHwNSscsZKZCOuXI_x-r73ruQY"])
  }
}
