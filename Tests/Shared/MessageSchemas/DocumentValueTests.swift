import Foundation
import MessageSchemas
import Messages
import TestStack
import Testing

@Suite("Documents as text")
struct DocumentValueTests {
  @Test("what is written is read again as the same, in its order", arguments: 1...50)
  func roundTrip(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let value = Self.value(depth: 4, &generator)
    let read = try #require(JSONValue(json: Data(value.written.utf8)))
    #expect(read == value.json)
    #expect(value.written.hasSuffix("\n") && value.written == value.written)
  }

  @Test("keys keep their order")
  func order() {
    let value: DocumentValue = ["z": 1, "a": ["c": 2, "b": 3]]
    #expect(
      value.written == """
        {
          "z": 1,
          "a": {
            "c": 2,
            "b": 3
          }
        }

        """)
  }

  private static func value(depth: Int, _ generator: inout SeededGenerator) -> DocumentValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: .null
    case 1: .boolean(Bool.random(using: &generator))
    case 2: .integer(Int.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator))
    case 3, 4: .string(text(&generator))
    case 5: .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth - 1, &generator) })
    default:
      .object(
        (0..<Int.random(in: 0...4, using: &generator)).map { number in
          .init("\(number)\(text(&generator))", value(depth: depth - 1, &generator))
        })
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let scalars = ["a", "\"", "\\", "/", "\n", "\t", "\u{1}", "é", "漢", "🙂", " "]
    return (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ in scalars.randomElement(using: &generator) }
      .joined()
  }
}
