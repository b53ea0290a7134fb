import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("JSON, decoded straight from bytes")
struct JSONDecodingTests {
  /// Fields of every kind that messages have, of which each may be missing.
  private struct Fields: Codable, Equatable {
    var a: String?
    var b: Int?
    var c: Double?
    var d: Bool?
    var e: [Int]?
    var f: [String: Int]?
    var aLongerNameOfAField: [Fields]?
    var é: JSONValue?
    var i: UInt8?
  }

  @Test("every message is decoded as JSONDecoder decodes it", arguments: ContractTests.messages)
  func sameAsFoundation(name: String) throws {
    let type = try #require(Contract.messages.first { Fixture.name(of: $0.messageType) == name })
    try compare(type, try Fixture.body(name))
  }

  private func compare<Payload: MessagePayload>(_ type: Payload.Type, _ body: Data) throws {
    let ours = try JSONBytes.decode(CloudEvent<Payload>.self, from: body)
    let theirs = try JSONDecoder().decode(CloudEvent<Payload>.self, from: body)
    #expect(ours == theirs)
  }

  @Test(
    "whatever JSON comes, in whatever form, it is taken, refused and understood as JSONDecoder does", arguments: 0..<8)
  func generated(seed: UInt64) {
    var texts = JSONTexts(seed: seed)
    for _ in 0..<400 {
      let text = texts.text()
      compare(text)
      for _ in 0..<4 { compare(texts.spoilt(text)) }
    }
  }

  private func compare(_ text: [UInt8]) {
    compare(JSONValue.self, text)
    compare(Fields.self, text)
    compare([Fields].self, text)
    compare([String: String].self, text)
  }

  private func compare<Value: Codable & Equatable>(_ type: Value.Type, _ text: [UInt8]) {
    let data = Data(text)
    let ours = try? JSONBytes.decode(type, from: data)
    // JSONDecoder goes past what is no JSON in what nobody asks for; nothing is decoded of that here.
    let theirs = JSONValue(json: data) == nil ? nil : try? JSONDecoder().decode(type, from: data)
    #expect(ours == theirs, "\(type): \(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  @Test(
    "what no text may hold, and numbers beyond all types, are refused where they are asked for",
    arguments: [
      #"{"a":"\uD83D"}"#, #"{"a":"\uDE00 "}"#, #"{"c":1e400}"#, #"{"b":1e400}"#, #"{"é":"\uD83D\uD83D"}"#,
      #"{"é":-1e400}"#,
    ])
  func beyond(text: String) {
    #expect((try? JSONBytes.decode(Fields.self, from: Data(text.utf8))) == nil)
  }

  @Test("half a pair of surrogates is no character, a whole one is")
  func pairs() throws {
    #expect(try JSONBytes.decode([String: Int].self, from: Data(#"{"\uD83D\uDE00":1}"#.utf8)) == ["😀": 1])
    #expect(try JSONBytes.decode([String].self, from: Data(#"["a\uD83D\uDE00"]"#.utf8)) == ["a😀"])
  }

  @Test("nothing nests deeper than 512 levels", arguments: [511, 512, 513, 100_000])
  func depth(levels: Int) {
    let text = Data((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    struct Ignored: Decodable { init(from decoder: any Decoder) {} }
    #expect(((try? JSONBytes.decode(Ignored.self, from: text)) == nil) == (levels > 512))
  }

  @Test(
    "what begins and never ends is refused, however much of it there is",
    arguments: ["[", "{\"a\":", "[[1],", "\"", "{\"", "[\"\",", "{\"a\":{},", "\\", "-", "[-", "t", "\u{FEFF}"])
  func unended(text: String) {
    struct Ignored: Decodable { init(from decoder: any Decoder) {} }
    for count in [1, 7, 400, 511, 600, 5_000] {
      let data = Data(String(repeating: text, count: count).utf8)
      #expect((try? JSONBytes.decode(Ignored.self, from: data)) == nil, "\(count)")
    }
  }

  @Test("bytes that are no UTF-8 are refused, also in what nobody asks for")
  func invalidUTF8() {
    struct Ignored: Decodable { init(from decoder: any Decoder) {} }
    for bytes: [UInt8] in [[0x22, 0xC3, 0x28, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      #expect((try? JSONBytes.decode(Ignored.self, from: Data(bytes))) == nil)
    }
  }
}

/// JSON texts of all forms, the same for each seed.
private struct JSONTexts {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func text() -> [UInt8] {
    Array((space() + (one(in: 4) ? value(depth: 0) : object(depth: 0)) + space()).utf8)
  }

  /// A text with a byte too many, too few, or another.
  mutating func spoilt(_ text: [UInt8]) -> [UInt8] {
    var text = text
    let place = Int.random(in: 0..<text.count, using: &generator)
    let bytes = Array("{}[]\",:\\ 0-Etrusln/\u{1}\n".utf8) + [0x80, 0xC3, 0xFF]
    let byte = bytes.randomElement(using: &generator)!
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: text.remove(at: place)
    case 1: text.insert(byte, at: place)
    case 2: text[place] = byte
    default: text.removeSubrange(place...)
    }
    return text
  }

  private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }

  private mutating func space() -> String {
    one(in: 5) ? [" ", "\n", "\t \r\n"].randomElement(using: &generator)! : ""
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 5 ? 5 : 8), using: &generator) {
    case 0: return ["true", "false", "null"].randomElement(using: &generator)!
    case 1, 2: return number()
    case 3, 4: return string()
    case 5: return object(depth: depth)
    default:
      let items = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in space() + value(depth: depth + 1) + space()
      }
      return "[" + items.joined(separator: ",") + (items.isEmpty ? space() : "") + "]"
    }
  }

  private mutating func object(depth: Int) -> String {
    // Each once: whoever writes a key twice is refused before (`KeyScan`).
    let names = [
      ["a", "\\u0061"].randomElement(using: &generator)!, "b", "c", "d", "e", "f", "aLongerNameOfAField",
      ["é", "e\u{301}"].randomElement(using: &generator)!, "i", "other", "",
    ].shuffled(using: &generator)
    let fields = names.prefix(Int.random(in: 0..<7, using: &generator)).map { name in
      return space() + "\"\(name)\"" + space() + ":" + space() + likely(name, depth: depth) + space()
    }
    return "{" + fields.joined(separator: ",") + (fields.isEmpty ? space() : "") + "}"
  }

  /// A value of the type that a field has, mostly.
  private mutating func likely(_ name: String, depth: Int) -> String {
    if one(in: 4) { return value(depth: depth + 1) }
    switch name {
    case "a", "\\u0061": return string()
    case "b", "c", "i": return number()
    case "d": return ["true", "false"].randomElement(using: &generator)!
    case "e": return "[\(number()),\(number())]"
    case "f": return "{\(string()):\(number())}"
    case "aLongerNameOfAField": return depth > 3 ? "[]" : "[\(object(depth: depth + 1))]"
    default: return value(depth: depth + 1)
    }
  }

  private mutating func number() -> String {
    let numbers = [
      "0", "-0", "1", "-1", "42", "255", "256", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "1.0", "1.5", "-2.50", "1e2", "1E+2", "1.5e1", "12e-1", "123456789012345678901234567890",
      "0.1", "999999999999999999", "1000000000000000000", "-0.0",
    ]
    return numbers.randomElement(using: &generator)!
  }

  private mutating func string() -> String {
    let pieces = [
      "", "a", "plain", "é", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\b\\f\\r\\t",
      " ",
      "\\u0000", "a text that is longer than fifteen bytes", "\u{7F}", "\u{FFFD}",
    ]
    return "\""
      + (0..<Int.random(in: 0..<4, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
      .joined() + "\""
  }
}
