import Foundation
import Messages
import PublishedContract
import TestStack
import Testing

@Suite("Parts of a JSON text")
struct JSONSliceTests {
  /// The slice of a text, for as long as `look` takes.
  private func slice<Result>(_ text: String, _ look: (JSONSlice) throws -> Result) rethrows -> Result {
    try Array(text.utf8).withUnsafeBytes { try look(JSONSlice($0)) }
  }

  @Test("members and items come in their order, whatever stands around and inside of them")
  func order() {
    let text = #" { "b" : { "x" : [ 1, {"y": "}"} ] } , "a":[ "p,q" ,-1.5e3, true, [] , {} , "\"" ], "c" : null }  "#
    slice(text) { whole in
      #expect(whole.members.map(\.key) == ["b", "a", "c"])
      #expect(
        whole["a"]?.items.map { String(decoding: $0.bytes, as: UTF8.self) } == [
          #""p,q""#, "-1.5e3", "true", "[]", "{}", #""\"""#,
        ])
      #expect(whole["b"]?["x"]?.items.last?["y"]?.string == "}")
      #expect(whole["c"]?.value == .null)
      #expect(whole["c"]?.string == nil && whole["d"] == nil && whole["b"]?.items.isEmpty == true)
    }
  }

  @Test("references are found at any depth, each once")
  func references() {
    let text = ##"{"a": [{"$ref": "#/one"}, {"b": {"$ref": "#/two"}}], "c": {"$ref": "#/one"}, "d": "$ref"}"##
    #expect(slice(text) { $0.references } == ["#/one", "#/two"])
  }

  @Test("every value of every shape is read as the reader of messages reads it", arguments: UInt64(1)...40)
  func random(seed: UInt64) throws {
    var random = Values(seed: seed)
    let value = random.object(depth: 4)
    let encoder = JSONEncoder()
    encoder.outputFormatting = seed % 2 == 0 ? [.prettyPrinted, .sortedKeys] : [.sortedKeys]
    let data = try encoder.encode(value)
    data.withUnsafeBytes { check(JSONSlice($0), against: value) }
  }

  private func check(_ slice: JSONSlice, against value: JSONValue) {
    #expect(slice.value == value)
    switch value {
    case .object(let object):
      #expect(Set(slice.members.map(\.key)) == Set(object.keys))
      for (key, inner) in slice.members { check(inner, against: object[key] ?? .null) }
    case .array(let items):
      #expect(slice.items.count == items.count)
      for (inner, item) in zip(slice.items, items) { check(inner, against: item) }
    case .string(let text): #expect(slice.string == text)
    default: #expect(slice.members.isEmpty && slice.items.isEmpty)
    }
  }
}

/// Values of every shape.
private struct Values {
  var numbers: SeededGenerator

  init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &numbers) }

  mutating func text() -> String {
    let pieces = ["a", "é", "\"", "\\", "\n", "{", "}", "[", "]", ",", ":", " ", "😀", "$ref"]
    return (0..<below(6)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  mutating func object(depth: Int) -> JSONValue {
    .object(Dictionary((0..<below(5)).map { ("\($0)" + text(), value(depth: depth - 1)) }) { first, _ in first })
  }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 6 : 4) {
    case 0: .string(text())
    case 1: .integer(below(2000) - 1000)
    case 2: .boolean(below(2) == 0)
    case 3: .null
    case 4: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default: object(depth: depth)
    }
  }
}
