import Foundation
import TestStack
import Testing
import Vocabulary

@Suite("Texts as an eye sees them")
struct VisibleTextTests {
  @Test(
    "what looks alike is alike",
    arguments: [
      ("Ada Lovelace", "ADA  lovelace"), ("Ada Lovelace", " Ada\u{A0}Lovelace\t"),
      ("Ada Lovelace", "Ada\u{2800}Lovelace"),
      ("Ada Lovelace", "Ada\u{3164}Lovelace\u{115F}"), ("Ada", "A\u{200B}d\u{AD}a\u{FE0F}"),
      ("Ada", "\u{2066}Ada\u{2069}"),
      ("Ada", "Ａｄａ"), ("Ada", "𝐀𝓭𝔞"), ("Ada", "Ⓐⓓⓐ"), ("Ada 1", "Ａｄａ　１"), ("José", "JOSE\u{301}"),
      ("Fiona", "ﬁona"), ("Straße", "STRASSE"), ("Straße", "STRAẞE"), ("Νίκος", "ΝΊΚΟΣ"), ("\u{2060}", ""),
    ])
  func alike(left: String, right: String) {
    #expect(left.foldedForComparison == right.foldedForComparison)
  }

  @Test(
    "what looks otherwise is another",
    arguments: [
      ("Yıldız", "Yildiz"), ("José", "Jose"), ("Ada Lovelace", "AdaLovelace"), ("Ada", "Аda"), ("Ada", "Ada 2"),
      ("Ada", "A.da"),
    ])
  func others(left: String, right: String) {
    #expect(left.foldedForComparison != right.foldedForComparison)
  }

  @Test("a text in any spelling is itself", arguments: 0..<64 as Range<UInt64>)
  func spellings(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789éèçñüßøœıяш")
    let unseen = [
      "\u{200B}", "\u{200E}", "\u{AD}", "\u{2060}", "\u{2064}", "\u{FE00}", "\u{FE0F}", "\u{FEFF}", "\u{34F}",
    ]
    let blanks = [" ", "\u{A0}", "\u{2800}", "\u{3000}", "\u{3164}", "\u{1160}", "\u{FFA0}", "\t", "  "]
    let words = (0..<3).map { _ in
      String((0..<5).map { _ in letters.randomElement(using: &generator)! })
    }
    var spelling = ""
    for character in words.joined(separator: " ") {
      switch Int.random(in: 0..<6, using: &generator) {
      case _ where character == " ": spelling += blanks.randomElement(using: &generator)!
      // In capitals a dotless "ı" is another letter's.
      case 0 where character != "ı": spelling += character.uppercased()
      case 1: spelling += String(character).decomposedStringWithCanonicalMapping
      case 2 where character.isASCII:
        spelling.unicodeScalars.append(UnicodeScalar(0xFEE0 + UInt32(character.asciiValue!))!)
      case 3: spelling += String(character) + unseen.randomElement(using: &generator)!
      default: spelling.append(character)
      }
    }
    let folded = words.joined(separator: " ").foldedForComparison
    #expect(spelling.foldedForComparison == folded)
    #expect((spelling + "x").foldedForComparison != folded)
    #expect(folded.foldedForComparison == folded)
    #expect(spelling.withoutInvisible.unicodeScalars.allSatisfy { !$0.properties.isDefaultIgnorableCodePoint })
  }

  @Test("letters are made plain as Unicode's compatibility form makes them, or are left alone")
  func compatibility() {
    for value in UInt32(0x80)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let (text, folded) = (String(scalar), String(scalar).foldedForComparison)
      guard folded != text, folded != text.lowercased() else { continue }
      let plain = text.withoutInvisible.precomposedStringWithCompatibilityMapping
      #expect(folded == plain.foldedForComparison, "U+\(String(value, radix: 16))")
    }
  }
}
