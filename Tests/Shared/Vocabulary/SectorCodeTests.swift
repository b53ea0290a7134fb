import Testing
import Vocabulary

@Suite("Sectors (M4)")
struct SectorCodeTests {
  @Test("the four levels of NACE Rev. 2 are read", arguments: ["J", "J62", "J62.0", "J62.01", "A01.11", "C10", "U99"])
  func valid(text: String) {
    #expect(SectorCode(text)?.rawValue == text)
  }

  @Test(
    "a code outside the classification is refused",
    arguments: ["", "V", "j", "62.01", "J6", "J64", "K62", "C34", "J62.", "J6201", "J62.0x", "J62.011", "J6２", "J62 "])
  func invalid(text: String) {
    #expect(SectorCode(text) == nil)
  }

  @Test(
    "M4: a code covers itself and what lies under it, nothing else",
    arguments: [
      ("J", "J62.01", true), ("J62", "J62.01", true), ("J62.0", "J62.01", true), ("J62.01", "J62.01", true),
      ("J62.01", "J62.0", false), ("J62.02", "J62.01", false), ("J63", "J62.01", false), ("K", "J62", false),
    ])
  func covering(wide: String, narrow: String, expected: Bool) throws {
    let wide = try #require(SectorCode(wide))
    let narrow = try #require(SectorCode(narrow))
    #expect(wide.covers(narrow) == expected)
    #expect(narrow.ancestors.contains(wide) == expected)
  }

  @Test("ancestors go from the narrowest to the section")
  func ancestors() {
    #expect(SectorCode("J62.01")?.ancestors.map(\.rawValue) == ["J62.01", "J62.0", "J62", "J"])
  }
}
