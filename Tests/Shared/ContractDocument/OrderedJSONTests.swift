import ContractDocument
import Foundation
import Messages
import TestStack
import Testing

@Suite("JSON that keeps its order")
struct OrderedJSONTests {
  @Test("keys come in the document's order, numbers in its digits")
  func order() throws {
    let text = #"{"b": 1.50, "a": [true, null, -0], "c": {"z": "é\u00e9\ud83d\ude00\n", "y": 1e3}}"#
    let value = try OrderedJSON(json: text.utf8)
    #expect(value.members.map(\.key) == ["b", "a", "c"])
    #expect(value["b"] == .number("1.50"))
    #expect(value["c"]?["z"]?.text == "éé😀\n")
    #expect(value.compact == #"{"b": 1.50, "a": [true, null, -0], "c": {"z": "éé😀\n", "y": 1e3}}"#)
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1,]", #"{"a" 1}"#, #"{"a": 1,}"#, "tru", #""\x""#, "\"\u{1}\"", "1 2", #""\ud800""#, "nan",
      String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
    ])
  func malformed(text: String) {
    #expect(throws: OrderedJSON.Malformed.self) { try OrderedJSON(json: text.utf8) }
  }

  @Test("whatever is written, in one line or in several, is read as the reader of messages reads it", arguments: 1...60)
  func random(seed: Int) throws {
    var values = RandomJSON(seed: UInt64(seed))
    let value = values.value(depth: 4)
    let data = try JSONEncoder().encode(value)
    let read = try OrderedJSON(json: data)
    #expect(JSONValue(json: Data(read.compact.utf8)) == value)
    #expect(JSONValue(json: Data(read.pretty(width: 20).utf8)) == value)
    #expect(try OrderedJSON(json: read.pretty(width: 20).utf8) == read)
  }
}

/// Values of every shape, which a seed decides.
struct RandomJSON {
  private var numbers: SeededGenerator

  init(seed: UInt64) {
    numbers = SeededGenerator(seed: seed)
  }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &numbers) }

  mutating func text() -> String {
    let pieces = [
      "a", "é", "\"", "\\", "\n", "<script>", "&amp;", "</", "-->", "`", "'", "😀", "\u{7}", "$ref", "{", "]",
    ]
    return (0..<below(6)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 6 : 4) {
    case 0: .string(text())
    case 1: .integer(below(2000) - 1000)
    case 2: .boolean(below(2) == 0)
    case 3: .null
    case 4: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default:
      .object(Dictionary((0..<below(5)).map { ("\($0)" + text(), value(depth: depth - 1)) }) { first, _ in first })
    }
  }
}
