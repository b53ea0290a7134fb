import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("The id of an envelope")
struct EnvelopeIDTests {
  private let coder = MessageCoder()
  private let fixture = "members.leave.v1"

  @Test(
    "any text of 1 to 128 characters is one, in JSON and in headers, and is told as its sender wrote it",
    arguments: 1...40)
  func anyText(seed: Int) throws {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("aZ09-_.:/#?é漢😀 =+%")
    let length = [1, 127, 128, Int.random(in: 1...128, using: &randomness)].randomElement(using: &randomness)!
    // A blank at either end is somebody's slip, wherever a text is read.
    let text =
      "x" + String((1..<length).map { _ in alphabet.filter { $0 != " " }.randomElement(using: &randomness)! })
    let structured = try read(text)
    #expect(structured.envelopeID.description == text)
    #expect(structured.id == EnvelopeID(text).messageID)
    #expect(try JSONDecoder().decode(JSONObject.self, from: coder.encode(structured))["id"] == .string(text))
    let binary = try coder.decode(
      CloudEvent<GetCharter>.self,
      attributes: ["specversion": "1.0", "id": text, "source": "/ats", "type": "coopt.members.get-charter.v1"],
      body: Data())
    #expect(binary.envelopeID == structured.envelopeID)
  }

  @Test(
    "what is none is refused, in JSON as in headers", arguments: ["", String(repeating: "é", count: 129), "a\nb", "\0"])
  func refused(text: String) throws {
    #expect(throws: MessageDefect.self) { try read(text) }
    #expect(throws: MessageDefect.self) {
      try coder.decode(
        CloudEvent<GetCharter>.self,
        attributes: ["specversion": "1.0", "id": text, "source": "/ats", "type": "coopt.members.get-charter.v1"],
        body: Data())
    }
  }

  @Test("a UUID is itself, in either case; another text is the same UUID every time, and that of no other text")
  func known() {
    let uuid = MessageID.make()
    #expect(EnvelopeID(uuid.description.uppercased()) == EnvelopeID(uuid))
    #expect(EnvelopeID(uuid.description.uppercased()).messageID == uuid)
    // Told to others since: it may not change from one version of the program to the next.
    #expect(EnvelopeID("2026-11-28/17").messageID.description == Self.golden)
    // Composed and decomposed forms of one text are one id, as everywhere in inboxes.
    #expect(EnvelopeID("e\u{301}").messageID == EnvelopeID("\u{e9}").messageID)
    let texts = (0..<1000).map { "report \($0)" }
    #expect(Set(texts.map { EnvelopeID($0).messageID }).count == texts.count)
  }

  private static let golden = "118c196a-09d8-8721-b88d-1e7ec6a6473b"

  private func read(_ id: String) throws -> CloudEvent<Leave> {
    var mutation = try Mutation(fixture)
    mutation.put(.string(id), envelope: "id")
    return try coder.decode(CloudEvent<Leave>.self, from: try mutation.body())
  }
}
