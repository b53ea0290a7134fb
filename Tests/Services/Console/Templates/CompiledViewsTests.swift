import ConsoleDomain
import ConsoleService
import Mustache
import TestStack
import Testing
import Vocabulary

/// Held against swift-mustache, which the console's templates were written for.
@Suite("Compiled templates")
struct CompiledViewsTests {
  @Test("Generated templates show generated views as Mustache does", arguments: 0..<20 as Range<UInt64>)
  func generated(block: UInt64) throws {
    var lengths = 0
    for seed in block * 200..<(block + 1) * 200 {
      var generator = SeededGenerator(seed: seed)
      var sources = ["main": GeneratedTemplate(mayHaveParts: true, by: &generator).text]
      for part in GeneratedTemplate.parts {
        sources[part] = GeneratedTemplate(mayHaveParts: false, by: &generator).text
      }
      let view = GeneratedNode(GeneratedTemplate.names, depth: 3, by: &generator)
      let words = ["x.one": "d’un <mot>", "x.two": "«\u{A0}deux\u{A0}»"]
      let expected = try Self.mustache(sources, "main", view, words)
      #expect(try Self.compiled(sources, "main", view, words) == expected, "seed \(seed): \(sources)")
      lengths += expected.utf8.count
    }
    #expect(lengths > 1000)
  }

  @Test("The console's own templates show generated views as Mustache does")
  func own() throws {
    let sources = ViewLibrary.sources.mapValues { String(decoding: $0, as: UTF8.self) }
    let library = WordLibrary()
    let words = Dictionary(
      uniqueKeysWithValues: library.names.map { ($0, library[$0]?.text(in: .french) ?? "") })
    let mustache = MustacheLibrary(templates: try sources.mapValues { try MustacheTemplate(string: $0) })
    let compiled = try CompiledViews(sources.mapValues { Array($0.utf8) }) { words[$0] }
    #expect(sources.count > 50)
    for (place, (name, source)) in sources.sorted(by: { $0.key < $1.key }).enumerated() {
      // A part that shows itself does so for ever where nothing is missing further out.
      guard !source.contains("{{>members-node}}"), name != "members-node" else { continue }
      let names = Self.names(in: source, sources)
      var generator = SeededGenerator(seed: UInt64(place))
      for _ in 0..<5 {
        let view = GeneratedNode(names, depth: 1, by: &generator)
        let root = Self.root(view, words)
        #expect(compiled.render(name, view) == mustache.render(root, withTemplate: name), "\(name)")
      }
    }
  }

  /// The fields that a template and its parts name.
  private static func names(in source: String, _ sources: [String: String]) -> [String] {
    let parts = source.matches(of: #/\{\{>([a-z-]+)\}/#).compactMap { sources[String($0.1)] }
    let found = ([source] + parts).flatMap { $0.matches(of: #/\{\{[{#^]?([A-Za-z.]+)\}/#).map { String($0.1) } }
    return Set(found.filter { !$0.hasPrefix("w.") }.flatMap { $0.split(separator: ".") }.map(String.init)).sorted()
  }

  private struct Tree {
    let name: String
    let children: [Tree]
  }

  @Test("A part may hold itself")
  func recursion() throws {
    let sources = ["node": "<li>{{name}}<ul>{{#children}}{{>node}}{{/children}}</ul></li>"]
    let tree = Tree(name: "a", children: [Tree(name: "b", children: [Tree(name: "<", children: [])])])
    #expect(
      try Self.compiled(sources, "node", tree, [:])
        == "<li>a<ul><li>b<ul><li>&lt;<ul></ul></li></ul></li></ul></li>")
  }

  private struct Row {
    let name: String?
    let held: Any
    let isGood: Bool
  }

  private struct Table {
    let name: String
    let rows: [Row]
  }

  @Test("Views of one type differ in what they hold, and what is nothing is looked for further out")
  func rows() throws {
    let table = Table(
      name: "outer",
      rows: [
        Row(name: "x", held: "text", isGood: true), Row(name: nil, held: 7, isGood: false),
        Row(name: "", held: Optional<String>.none as Any, isGood: true),
        Row(name: "y", held: Tree(name: "inner", children: []), isGood: true),
      ])
    let sources = [
      "table": "{{#rows}}[{{name}}|{{#held}}{{name}}{{/held}}{{^held}}no{{/held}}|{{#isGood}}+{{/isGood}}]{{/rows}}"
    ]
    #expect(try Self.compiled(sources, "table", table, [:]) == "[x|x|+][outer|outer|][|no|+][y|inner|+]")
    #expect(try Self.mustache(sources, "table", table, [:]) == "[x|x|+][outer|outer|][|no|+][y|inner|+]")
  }

  @Test("A sign of a page is an entity also where an accent is combined with it, which Mustache lets through")
  func combined() throws {
    #expect(try Self.compiled(["t": "{{name}}"], "t", Tree(name: "<\u{338}", children: []), [:]) == "&lt;\u{338}")
  }

  @Test(
    "What is malformed, or names what is not there, is refused",
    arguments: [
      "{{a", "{{a}", "{{{a}}", "{{}}", "{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{a b}}",
      "{{!a}}",
      "{{=<% %>=}}", "{{&a}}", "{{upper(a)}}", "{{a..b}}", "{{.a}}", "{{w.x.none}}", "{{#w.x.one}}{{/w.x.one}}",
      "{{w}}",
      "{{>none}}", "  {{>t}}\n",
    ])
  func malformed(source: String) {
    #expect(throws: (any Error).self) {
      try Self.compiled([("t", source)].reduce(into: [:]) { $0[$1.0] = $1.1 }, "t", 0, ["x.one": "one"])
    }
  }

  // MARK: Both ways

  private static func compiled(
    _ sources: [String: String], _ name: String, _ view: Any, _ words: [String: String]
  ) throws -> String {
    try CompiledViews(sources.mapValues { Array($0.utf8) }) { words[$0] }.render(name, view)
  }

  private static func mustache(
    _ sources: [String: String], _ name: String, _ view: Any, _ words: [String: String]
  ) throws -> String {
    let library = MustacheLibrary(templates: try sources.mapValues { try MustacheTemplate(string: $0) })
    return try #require(library.render(root(view, words), withTemplate: name))
  }

  /// A view and the words beside it, as Mustache was given them.
  private static func root(_ view: Any, _ words: [String: String]) -> GeneratedNode {
    let areas = Dictionary(grouping: words) { $0.key.prefix { $0 != "." }.description }.mapValues { entries in
      Dictionary(uniqueKeysWithValues: entries.map { (String($0.key.drop { $0 != "." }.dropFirst()), $0.value) })
    }
    return GeneratedNode(
      Mirror(reflecting: view).children.map { (label: $0.label ?? "", value: $0.value) }
        + [(label: "w", value: areas)])
  }
}
