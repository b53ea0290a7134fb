import Foundation
import Testing
import Vocabulary

@Suite("UUIDs, read from their text")
struct UUIDTextTests {
  @Test("the canonical form is read in either case")
  func canonical() {
    for _ in 0..<500 {
      let uuid = UUID()
      #expect(UUID(canonical: uuid.uuidString) == uuid)
      #expect(UUID(canonical: uuid.lowercased) == uuid)
    }
  }

  @Test("one other character, one more or one less makes it none")
  func spoilt() {
    let text = Array("0199f1c4-7028-7118-8a28-5e0f3b1d7028")
    for place in text.indices {
      for other in ["g", "G", "/", ":", "@", "`", " ", "+", "x", "é", text[place] == "-" ? "0" : "-"] as [Character] {
        var spoilt = text
        spoilt[place] = other
        #expect(UUID(canonical: String(spoilt)) == nil, "\(String(spoilt))")
      }
      var shorter = text
      shorter.remove(at: place)
      #expect(UUID(canonical: String(shorter)) == nil)
      var longer = text
      longer.insert("0", at: place)
      #expect(UUID(canonical: String(longer)) == nil)
    }
    #expect(UUID(canonical: "") == nil)
  }

  @Test(
    "what sscanf takes for two digits is none: a sign, a space, a prefix", arguments: ["+1", " 1", "-1", "0x", "\t1"])
  func scanned(pair: String) {
    #expect(UUID(canonical: "\(pair)99f1c4-7028-7118-8a28-5e0f3b1d7028") == nil)
    #expect(MessageID("0199f1c4-7028-7118-8a28-5e0f3b1d70\(pair)") == nil)
  }
}
