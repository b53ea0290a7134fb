import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

/// Every field of every message, put to extremes: nothing traps, and what is out of bounds is named.
@Suite("Bounds of every field")
struct BoundsTests {
  private func check(
    _ fixture: String, _ leaf: Leaf, _ texts: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let untouched = try Mutation(fixture)
    for text in texts {
      var mutation = untouched
      mutation.put(raw: text, at: leaf)
      let fields = try Reading.fields(fixture, try mutation.body())
      #expect(fields == [leaf.field], "\(leaf.field): \(text.prefix(40))", sourceLocation: sourceLocation)
    }
  }

  @Test("a number beyond its bounds is refused by its field's name", arguments: ContractTests.messages)
  func numbers(fixture: String) throws {
    for leaf in try Leaf.all(of: fixture) {
      guard case .integer = leaf.value else { continue }
      try check(
        fixture, leaf,
        [
          "\(Int.max)", "\(Int.min)", "\(Int.max - 1)", "9223372036854775808", "1000000000000001", "-1000000000000001",
          "1.5", "-1e-5", "1e400", "-1e400", "1e18",
        ])
    }
  }

  @Test("a negative number, zero and the greatest that are allowed never trap", arguments: ContractTests.messages)
  func smallNumbers(fixture: String) throws {
    for leaf in try Leaf.all(of: fixture) {
      guard case .integer = leaf.value else { continue }
      for number in [-1, 0, 1, 1_000_000_000, 1_000_000_001, 1_000_000_000_000_000, -1_000_000_000_000_000] {
        var mutation = try Mutation(fixture)
        mutation.put(.integer(number), at: leaf)
        let fields = try Reading.fields(fixture, try mutation.body())
        // An element may be fine, and its list not come to what it has to.
        let isTheirs =
          fields.map { $0.count == 1 && ($0[0] == leaf.field || leaf.field.hasPrefix($0[0] + "[")) } ?? true
        #expect(isTheirs, "\(leaf.field): \(number)")
      }
    }
  }

  @Test(
    "NUL, control characters, marks of direction and half pairs of surrogates are refused in every text, however written",
    arguments: ContractTests.messages)
  func characters(fixture: String) throws {
    for leaf in try Leaf.all(of: fixture) {
      guard case .string(let text) = leaf.value else { continue }
      let harmful = [
        #"\u0000"#, #"\u001B"#, #"\b"#, #"\u007F"#, "\u{7F}", "\u{85}", "\u{9F}", "\u{202E}", #"\u202E"#, #"\u202e"#,
        "\u{2066}", "\u{200F}", "\u{61C}", #"\uD800"#, #"\uDC00\uD800"#, #"\\\u0000"#,
      ]
      let line = text.replacing("\n", with: " ")
      try check(fixture, leaf, harmful.map { "\"\(line)\($0)\"" })
    }
  }

  @Test("a time that its offset takes out of the years 1 to 9999 is refused", arguments: ContractTests.messages)
  func times(fixture: String) throws {
    for leaf in try Leaf.all(of: fixture) {
      guard case .string(let text) = leaf.value, Timestamp(text) != nil else { continue }
      try check(
        fixture, leaf,
        [
          "9999-12-31T23:59:59-05:00", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00+05:00", "10000-01-01T00:00:00Z",
          "0000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z",
        ].map { "\"\($0)\"" })
    }
  }

  @Test("every text has an end, and every list", arguments: ContractTests.messages)
  func lengths(fixture: String) throws {
    for leaf in try Leaf.all(of: fixture) {
      guard case .string = leaf.value else { continue }
      try check(fixture, leaf, ["\"\(String(repeating: "a", count: 10_001))\""])
    }
  }

  @Test(
    "names in which nothing is to be seen are refused",
    arguments: [
      "\u{200B}", "\u{3164}", "\u{FEFF}\u{2060}", "\u{2800} \u{2800}", "\u{E0041}", "\u{180E}\u{AD}", " \u{A0}",
    ])
  func invisible(name: String) throws {
    let field = Leaf(steps: [.key("firstName")], value: .null)
    var mutation = try Mutation("members.join.v1")
    mutation.put(.string(name), at: field)
    #expect(try Reading.fields("members.join.v1", try mutation.body()) == ["firstName"])
    mutation.put(.string("\(name)é\(name)"), at: field)
    #expect(try Reading.fields("members.join.v1", try mutation.body()) == nil)
  }

  @Test("what people write is taken, however it is escaped")
  func harmless() throws {
    let message = Leaf(steps: [.key("message")], value: .null)
    for text in [
      #""l\u2019équipe «\u202F100\u00A0%\u202F» – ça va…\n\tOui\r\n""#, "\"l’équipe « 100 % » – “ça”\"",
      #""\uD83D\uDC69\u200D\uD83D\uDCBB""#, "\"👩‍💻 می‌خواهم שלום\"", #""C:\\u0000\\b \"x\" \/""#,
    ] {
      var mutation = try Mutation("recommendations.recommend-candidate.v1")
      mutation.put(raw: text, at: message)
      #expect(try Reading.defect("recommendations.recommend-candidate.v1", try mutation.body()) == nil, "\(text)")
    }
  }

  @Test("what a message does not use may hold anything")
  func unused() throws {
    for text in [#""\u0000\u202E\uD800""#, "1e400", "1.5"] {
      var mutation = try Mutation("rewards.get-statement.v1")
      mutation.put(raw: text, at: Leaf(steps: [.key(Fixture.unknownKey)], value: .null))
      #expect(try Reading.defect("rewards.get-statement.v1", try mutation.body()) == nil, "\(text)")
    }
  }

  @Test("a body that is not plain UTF-8 is undecodable, whichever field is concerned")
  func encodings() throws {
    let fixture = "rewards.get-statement.v1"
    let text = String(decoding: try Fixture.body(fixture), as: UTF8.self)
    for encoding in [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian, .utf32, .utf32BigEndian] {
      #expect(try Reading.defect(fixture, try #require(text.data(using: encoding))) == .undecodable, "\(encoding)")
    }
    let utf8 = try Fixture.body(fixture)
    // A byte order mark in front says nothing; anywhere else it is a character.
    #expect(try Reading.defect(fixture, Data([0xEF, 0xBB, 0xBF]) + utf8) == nil)
    #expect(try Reading.defect(fixture, Data([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) + utf8) == .undecodable)
    // In a field that no version knows.
    let marker = try #require(text.range(of: "ignored"))
    for bytes in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x00]] as [[UInt8]] {
      let broken = Data(text[..<marker.lowerBound].utf8) + Data(bytes) + Data(text[marker.upperBound...].utf8)
      #expect(try Reading.defect(fixture, broken) == .undecodable, "\(bytes)")
    }
  }

  @Test("what is UTF-8 is for the standard library to say, wherever a message holds it")
  func randomBytes() throws {
    let leads: [UInt8] = [0xC1, 0xC2, 0xDF, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0x41]
    let others: [UInt8] = [0x7E, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0x41]
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var randomness = SeededGenerator(seed: seed)
      let padding = String(repeating: "a", count: Int.random(in: 0...9, using: &randomness))
      let bytes =
        [leads.randomElement(using: &randomness)!]
        + (0..<Int.random(in: 0...4, using: &randomness)).map { _ in others.randomElement(using: &randomness)! }
      let body = Data(#"{"later":"\#(padding)"#.utf8) + bytes + Data(#""}"#.utf8)
      var isRead = true
      do throws(MessageDefect) {
        _ = try MessageCoder().decode(payload: GetRewardsPolicy.self, from: body)
      } catch {
        isRead = false
      }
      #expect(isRead == (String(validating: body, as: UTF8.self) != nil), "\(bytes)")
    }
  }
}
