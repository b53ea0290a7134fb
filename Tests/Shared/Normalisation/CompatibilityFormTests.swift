import Foundation
import Normalisation
import TestStack
import Testing

@Suite("Unicode's form for compatibility (NFKC)")
struct CompatibilityFormTests {
  /// What the tables know; what is assigned later stays as it is.
  private static let known = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
    guard let age = scalar.properties.age else { return false }
    return (age.major, age.minor) <= (15, 0)
  }

  @Test("each scalar is what Foundation makes of it")
  func scalars() {
    for scalar in Self.known {
      let text = String(scalar)
      #expect(isSame(text.compatibilityComposed, text.precomposedStringWithCompatibilityMapping), "U+\(hex(scalar))")
    }
  }

  @Test("each scalar is what Foundation makes of it behind a letter, and before a mark")
  func neighbours() {
    // Before a mark Foundation takes what is beyond the first plane for the letter whose last four digits it has.
    for scalar in Self.known where scalar.value < 0x10000 {
      for text in ["e\(scalar)", "\(scalar)\u{301}", "\(scalar)\u{308}"] {
        #expect(isSame(text.compatibilityComposed, text.precomposedStringWithCompatibilityMapping), "\(hex(text))")
      }
    }
    for scalar in Self.known where scalar.value >= 0x10000 {
      #expect(isSame("e\(scalar)".compatibilityComposed, "e\(scalar)".precomposedStringWithCompatibilityMapping))
    }
  }

  @Test("a later version's scalar stays as it is, whatever the toolchain knows")
  func unknown() {
    for value in UInt32(0x80)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, (age.major, age.minor) > (15, 0) else {
        continue
      }
      #expect(isSame(String(scalar).compatibilityComposed, String(scalar)), "U+\(hex(scalar))")
    }
  }

  @Test(
    "what is put together in several steps",
    arguments: [
      ("\u{1112}\u{1161}\u{11AB}", "한"), ("가\u{11A8}", "각"), ("\u{3134}\u{1161}", "\u{B098}"),
      ("\u{10041}\u{301}", "\u{10041}\u{301}"), ("\u{6D7}\u{F81}", "\u{F71}\u{F80}\u{6D7}"),
      ("\u{1100}\u{301}\u{1161}", "\u{1100}\u{301}\u{1161}"), ("s\u{323}\u{307}", "\u{1E69}"),
      ("s\u{307}\u{323}", "\u{1E69}"), ("\u{17F}\u{323}\u{307}", "\u{1E69}"), ("a\u{328}\u{301}", "ą\u{301}"),
      ("\u{FDFA}", "صلى الله عليه وسلم"), ("ﬀ\u{301}", "ff\u{301}"), ("Å", "Å"), ("\u{958}", "\u{915}\u{93C}"),
      ("", ""), ("plain", "plain"),
    ])
  func steps(text: String, form: String) {
    #expect(isSame(text.compatibilityComposed, form), "\(hex(text.compatibilityComposed))")
  }

  @Test(
    "texts of any scalars: what each is alone, put together, and a form of its own", arguments: 0..<64 as Range<UInt64>)
  func texts(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let marks = Self.known.filter { $0.properties.canonicalCombiningClass.rawValue != 0 }
    let letters =
      Array("aeiouAEIOU가각한".unicodeScalars)
      + [0x1100, 0x1112, 0x1161, 0x1175, 0x11A8, 0x11C2, 0x10041]
      .map { Unicode.Scalar($0 as UInt32)! }
    for _ in 0..<200 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let pool = [Self.known, marks, letters].randomElement(using: &generator)!
        text.append(pool.randomElement(using: &generator)!)
      }
      let form = String(text).compatibilityComposed
      // For `==` composed and decomposed letters are one: an opinion of the standard library's own tables.
      #expect(
        form == text.map { String($0).precomposedStringWithCompatibilityMapping }.joined(), "\(hex(String(text)))")
      #expect(isSame(form.compatibilityComposed, form), "\(hex(String(text)))")
      #expect(isSame(form.decomposed.compatibilityComposed, form), "\(hex(String(text)))")
    }
  }

  private func isSame(_ left: String, _ right: String) -> Bool {
    left.unicodeScalars.elementsEqual(right.unicodeScalars)
  }

  private func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }

  private func hex(_ text: String) -> String { text.unicodeScalars.map(hex).joined(separator: " ") }
}

extension String {
  /// Each scalar taken apart by Foundation; marks stay where they come to stand.
  fileprivate var decomposed: String {
    unicodeScalars.map { String($0).decomposedStringWithCanonicalMapping }.joined()
  }
}
