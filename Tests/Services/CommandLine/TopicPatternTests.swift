import CooptCommandLine
import Testing

@Suite("Patterns of topics, as the broker matches them")
struct TopicPatternTests {
  @Test(
    "what a pattern means",
    arguments: [
      ("#", ""), ("#", "a"), ("#", "a.b.c"), ("", ""), ("a.b", "a.b"), ("*", "a"), ("a.*", "a.b"), ("*.b", "a.b"),
      ("a.#", "a"), ("a.#", "a.b"), ("a.#", "a.b.c"), ("#.c", "c"), ("#.c", "a.b.c"), ("a.#.c", "a.c"),
      ("a.#.c", "a.b.b.c"), ("#.#", ""), ("#.*", "a"), ("*.#", "a"), ("#.b.#", "a.b.c"), ("#.b.#.b", "b.a.b"),
      ("a.*.#.c", "a.b.c"), ("a.*", "a."), ("*.b", ".b"), ("#.reward-granted", "member.1.reward-granted"),
    ])
  func matching(pattern: String, key: String) throws {
    #expect(try Self.pattern(pattern).matches(key))
  }

  @Test(
    "what a pattern does not mean",
    arguments: [
      ("", "a"), ("a", ""), ("a", "b"), ("a", "a.b"), ("*", ""), ("*", "a.b"), ("a.*", "a"), ("a.*", "a.b.c"),
      ("*.#", ""), ("#.c", "a.b"), ("a.#.c", "a.b"), ("a.#.c", "a"), ("a.*.#.c", "a.c"), ("A", "a"), ("a.#", "ab"),
      ("st*", "staff"), ("staff", "staff.x"),
    ])
  func notMatching(pattern: String, key: String) throws {
    #expect(try !Self.pattern(pattern).matches(key))
  }

  /// AMQP knows the empty pattern, which the command line does not take.
  private static func pattern(_ text: String) throws -> TopicPattern {
    text.isEmpty ? .nothing : try TopicPattern(text)
  }

  @Test("a pattern that AMQP has no room for is refused", arguments: ["", String(repeating: "a", count: 256)])
  func refused(text: String) {
    #expect(throws: CommandFailure.self) { try TopicPattern(text) }
  }

  @Test("many wildcards are matched in the time of words times words")
  func manyWildcards() throws {
    let pattern = try TopicPattern(Array(repeating: "#", count: 60).joined(separator: ".") + ".end")
    #expect(!pattern.matches(Array(repeating: "a", count: 120).joined(separator: ".")))
  }
}
