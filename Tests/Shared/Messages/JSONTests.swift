import Foundation
import Messages
import Testing

@Suite("JSON, written and read straight from bytes")
struct JSONTests {
  @Test(
    "every message is written as JSONEncoder writes it, but for the order of keys", arguments: ContractTests.messages)
  func sameAsFoundation(name: String) throws {
    let type = try #require(Contract.messages.first { Fixture.name(of: $0.messageType) == name })
    try compare(type, name)
  }

  private func compare<Payload: MessagePayload>(_ type: Payload.Type, _ name: String) throws {
    let message = try MessageCoder().decode(CloudEvent<Payload>.self, from: try Fixture.body(name))
    let ours = try JSONBytes.encode(message)
    let theirs = try JSONEncoder().encode(message)
    let expected = try JSONDecoder().decode(JSONValue.self, from: theirs)
    #expect(try JSONDecoder().decode(JSONValue.self, from: ours) == expected)
    #expect(JSONValue(json: ours) == expected)
    #expect(JSONValue(json: theirs) == expected)
    // An envelope is written attribute by attribute where it goes out.
    #expect(try MessageCoder().encode(message) == ours)
  }

  @Test(
    "texts survive, whatever is in them",
    arguments: [
      "", "plain", "\"quoted\" \\ / back", "\u{0}\u{1}\u{8}\t\n\u{C}\r\u{1F}\u{7F}", "é ß 中文 \u{2028}", "👩‍👩‍👧 \u{10FFFF}",
      String(repeating: "long \"text\" ", count: 1000),
    ])
  func texts(text: String) throws {
    let written = try JSONBytes.encode(["key \(text)": text])
    #expect(try JSONDecoder().decode([String: String].self, from: written) == ["key \(text)": text])
    #expect(JSONValue(json: written) == .object(["key \(text)": .string(text)]))
  }

  @Test("numbers, truth values, null, and empty things")
  func scalars() throws {
    let values: [JSONValue] = [
      0, 9, -1, .integer(.max), .integer(.min), .number(0.5), .number(-1.25e-7), .number(1e300), true, false, .null,
      .array([]), .object([:]), .array([.array([]), .object(["a": .array([1])])]),
    ]
    let written = try JSONBytes.encode(values)
    #expect(JSONValue(json: written) == .array(values))
    #expect(try JSONDecoder().decode([JSONValue].self, from: written) == values)
    #expect(String(decoding: try JSONBytes.encode([1.0, -2.0]), as: UTF8.self) == "[1,-2]")
    #expect(throws: EncodingError.self) { try JSONBytes.encode([Double.nan]) }
    #expect(throws: EncodingError.self) { try JSONBytes.encode([-Double.infinity]) }
  }

  private struct Shapes: Encodable {
    enum Keys: String, CodingKey { case first, list, object, last, nothing }
    enum Inner: String, CodingKey { case a, b }
    struct Nothing: Encodable { func encode(to encoder: any Encoder) throws {} }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(1, forKey: .first)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode("x")
      var inner = list.nestedContainer(keyedBy: Inner.self)
      try inner.encode(true, forKey: .a)
      try list.encodeNil()
      var object = container.nestedContainer(keyedBy: Inner.self, forKey: .object)
      try object.encode([2], forKey: .a)
      try object.encodeNil(forKey: .b)
      try container.encode(Nothing(), forKey: .nothing)
      // One more container of the same value goes on with the object that is open.
      var again = encoder.container(keyedBy: Keys.self)
      try again.encode("end", forKey: .last)
    }
  }

  @Test("nested containers end where their parents go on")
  func nesting() throws {
    let expected = #"{"first":1,"list":["x",{"a":true},null],"object":{"a":[2],"b":null},"nothing":{},"last":"end"}"#
    #expect(String(decoding: try JSONBytes.encode(Shapes()), as: UTF8.self) == expected)
  }

  @Test(
    "what JSON allows is read",
    arguments: [
      (" [ 1 , 2 ] ", JSONValue.array([1, 2])), (#"{"a" : {"b" :null} }"#, .object(["a": .object(["b": .null])])),
      (#""\u0041\uD83D\uDE00\/\b""#, .string("A😀/\u{8}")), ("1E2", .number(100)), ("-0", .integer(0)),
      ("100000000000000000000", .number(1e20)),
      (#"{"a":1,"a":2}"#, .object(["a": 2])),
    ])
  func accepted(text: String, value: JSONValue) {
    #expect(JSONValue(json: Data(text.utf8)) == value)
  }

  @Test(
    "what JSON does not allow is refused",
    arguments: [
      "", " ", "[1,]", "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, "01", "1.", ".5", "+1", "1e", "tru", "nul",
      "NaN",
      "[1]]", "\"open", #""\x""#, #""\u12""#, #""\uD800""#, #""\uD800\u0041""#, "\"a\nb\"", "'a'", "1e999",
      String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
    ])
  func refused(text: String) {
    #expect(JSONValue(json: Data(text.utf8)) == nil)
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidUTF8() {
    #expect(JSONValue(json: Data([0x22, 0xC3, 0x28, 0x22])) == nil)
    #expect(JSONValue(json: Data([0x22, 0x5C, 0x6E, 0xFF, 0x22])) == nil)
  }
}
