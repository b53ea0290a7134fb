import Templates
import Testing

@Suite("Parsed templates")
struct TemplateParserTests {
  @Test(
    "Each kind of tag is a part of its own, and what stands between tags is text",
    arguments: [
      ("", []),
      ("a { b } }} {c{\n", [text("a { b } }} {c{\n")]),
      ("{{a}}", [.variable("a")]),
      ("<{{a-B.0}}>", [text("<"), .variable("a-B.0"), text(">")]),
      ("{{.}}}", [.variable("."), text("}")]),
      ("{{{a}}}{{a}}", [.unescaped("a"), .variable("a")]),
      ("a {{>b}} c", [text("a "), .partial("b"), text(" c")]),
      ("{{#a}}é{{/a}}", [.section("a", [text("é")])]),
      ("{{^a}}{{/a}}.", [.inverted("a", []), text(".")]),
    ])
  func tags(source: String, parts: [TemplatePart]) throws {
    #expect(try Self.parse(source) == parts)
  }

  @Test("Sections hold sections, of the same name too")
  func nested() throws {
    #expect(
      try Self.parse("{{#a}}1{{^b}}2{{#a}}3{{/a}}4{{/b}}{{x}}{{/a}}{{#a}}{{/a}}") == [
        .section(
          "a",
          [
            text("1"), .inverted("b", [text("2"), .section("a", [text("3")]), text("4")]),
            .variable("x"),
          ]),
        .section("a", []),
      ])
  }

  @Test(
    "A tag alone on its line takes the line with it, one that writes a value or has company leaves it",
    arguments: [
      ("1\n  {{#a}} \t\n2\n\t{{/a}}\n3", [text("1\n"), .section("a", [text("2\n")]), text("3")]),
      ("{{^a}}\n{{/a}}\n\n", [.inverted("a", []), text("\n")]),
      ("1\n{{>a}} \n{{>b}}", [text("1\n"), .partial("a"), .partial("b")]),
      ("1\n  {{a}}\n", [text("1\n  "), .variable("a"), text("\n")]),
      ("{{{a}}}\n", [.unescaped("a"), text("\n")]),
      (" x {{#a}}\n {{/a}} y\n", [text(" x "), .section("a", [text("\n ")]), text(" y\n")]),
      (" {{#a}}{{/a}}\n", [text(" "), .section("a", []), text("\n")]),
      // The end counts as a line's; spaces behind a tag there do not, and those of a last line alone are left out.
      ("{{#a}}\n {{/a}}", [.section("a", [])]),
      ("{{#a}}\n {{/a}} ", [.section("a", [text(" ")])]),
      ("1\n  ", [text("1\n")]),
      // Behind a section a line begins where it did behind the tag that began it.
      ("{{#a}}1\n{{/a}}\n{{>b}}\n", [.section("a", [text("1\n")]), .partial("b"), text("\n")]),
      ("{{#a}}\n1{{/a}} {{#b}}\n{{/b}}", [.section("a", [text("1")]), .section("b", [])]),
    ])
  func lines(source: String, parts: [TemplatePart]) throws {
    #expect(try Self.parse(source) == parts)
  }

  @Test(
    "Behind another tag the first line has begun, and goes where it is blank",
    arguments: [
      ("{{#a}}\n1\n{{/a}}\n{{>b}}\n", [.section("a", [text("\n1\n")]), .partial("b"), text("\n")]),
      ("1\n{{>b}}\n", [text("1\n"), .partial("b")]),
      (" \n{{>b}}\n", [.partial("b")]),
      ("\n\n", [text("\n")]),
      ("  ", [text("  ")]),
      ("", []),
    ])
  func behind(source: String, parts: [TemplatePart]) throws {
    #expect(try TemplateParser.parse(Array(source.utf8), isBehindTag: true) == parts)
  }

  @Test(
    "What is malformed, or more of Mustache than we use, is refused with what is wrong",
    arguments: [
      ("text {{", "a tag has no end"),
      ("{{a", "the tag a has no end"),
      ("{{a}", "the tag a has no end"),
      ("{{#a}b}", "the tag a has no end"),
      ("{{{a}}", "the tag a has no end"),
      ("{{}}", "'' is no name"),
      ("{{/}}", "'' is no name"),
      ("{{ a }}", "' a ' is no name"),
      ("{{é}}", "'é' is no name"),
      ("{{!a}}", "'!a' is no name"),
      ("{{&a}}", "'&a' is no name"),
      ("{{=<% %>=}}", "'=<% %>=' is no name"),
      ("{{upper(a)}}", "'upper(a)' is no name"),
      ("{{#a}}", "a has no end"),
      ("{{^a}}{{#b}}{{/b}}", "a has no end"),
      ("{{/a}}", "a ends and is not the last section that began"),
      ("{{#a}}{{#b}}{{/a}}{{/b}}", "a ends and is not the last section that began"),
      ("1\n  {{>a}}\n", "a is indented, and a part knows nothing of it"),
    ])
  func refused(source: String, reason: String) {
    let error = #expect(throws: TemplateError.self) { try Self.parse(source) }
    #expect(error?.description == reason)
  }

  private static func parse(_ source: String) throws -> [TemplatePart] { try TemplateParser.parse(Array(source.utf8)) }
}

private func text(_ text: String) -> TemplatePart { .text(Array(text.utf8)) }
