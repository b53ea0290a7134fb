import Foundation
import Messages
import Testing

@Suite("Changes of single fields")
struct PatchTests {
  private func change(_ json: String) throws -> ChangeOffersPolicy {
    try MessageCoder().decode(payload: ChangeOffersPolicy.self, from: Data(json.utf8))
  }

  @Test("an absent key keeps a field, null removes it, a value replaces it")
  func reading() throws {
    #expect(try change("{}").waveMaximumSize == .keep)
    #expect(try change(#"{"waveMaximumSize": null}"#).waveMaximumSize == .remove)
    #expect(try change(#"{"waveMaximumSize": 7}"#).waveMaximumSize == .replace(7))
  }

  @Test("what was read is written again", arguments: ["{}", #"{"waveMaximumSize":null}"#, #"{"waveMaximumSize":7}"#])
  func writing(json: String) throws {
    let written = try MessageCoder().encode(payload: change(json))
    #expect(String(decoding: written, as: UTF8.self) == json)
  }

  @Test("a change applies to what was there")
  func applying() {
    #expect(Patch.keep.applied(to: 3) == 3)
    #expect(Patch.remove.applied(to: 3) == nil)
    #expect(Patch.replace(4).applied(to: 3) == 4)
  }
}
