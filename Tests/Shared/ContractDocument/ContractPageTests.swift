import ContractDocument
import Crypto
import Foundation
import Messages
import PublishedContract
import Testing

@Suite("The contract's page")
struct ContractPageTests {
  private static let examples = [
    ClientExample(name: "publish_hire.pika.py", text: "print('<hired> & done')\n"),
    ClientExample(name: "replay.go", text: "package main\n"),
  ]
  private static let accepted = #"""
    [{"where": "envelope: `id`", "sent": "20418", "result": "accepted", "readAs": "20418", "why": "Its digits."},
     {"where": "envelope: `id`", "sent": "<b>", "result": "refused", "answer": "is <b>", "why": "It is none."}]
    """#

  /// The page of the published document, made once.
  private static let page = Result {
    try ContractPage(
      document: PublishedContract.built.text.utf8, accepted: accepted.utf8, examples: examples
    ).html
  }

  private let html: String

  init() throws {
    html = try Self.page.get()
  }

  /// What is between the quotes of an attribute, wherever it stands.
  private func attributes(_ name: String) throws -> [String] {
    try html.matches(of: Regex<(Substring, Substring)>(" \(name)=\"([^\"]*)\"")).map { String($0.output.1) }
  }

  @Test("is the same bytes every time")
  func reproducible() throws {
    let again = try ContractPage(
      document: PublishedContract.built.text.utf8, accepted: Self.accepted.utf8, examples: Self.examples.reversed()
    ).html
    #expect(again == html)
  }

  @Test("every id is there once, and every link inside of it leads to one")
  func links() throws {
    let ids = try attributes("id")
    #expect(Set(ids).count == ids.count)
    let inside = try attributes("href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
    #expect(inside.count > 200)
    #expect(Set(inside).subtracting(ids) == [])
  }

  @Test("asks nothing of a network, and its policy lets in its own style and script alone")
  func alone() throws {
    #expect(try attributes("src").isEmpty)
    #expect(!html.contains("<link") && !html.contains("@import") && !html.contains("<iframe") && !html.contains("<img"))
    #expect(!html.contains(" style=\"") && !html.contains(" onclick"))
    #expect(try attributes("href").allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
    for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
      let start = try #require(html.firstRange(of: "<\(tag)>")).upperBound
      let end = try #require(html[start...].firstRange(of: "</\(tag)>")).lowerBound
      let hash = Data(SHA256.hash(data: Data(html[start..<end].utf8))).base64EncodedString()
      #expect(html.contains("\(directive) 'sha256-\(hash)'"))
      #expect(!html[start..<end].contains("://"))
    }
    #expect(html.contains("default-src 'none'"))
  }

  @Test("every message that outsiders send or read has its entry, with type, fields and an example")
  func messages() throws {
    let document = try OrderedJSON(json: PublishedContract.built.text.utf8)
    let kinds = ["report", "command", "question", "notification", "event"]
    let operations = (document["operations"]?.members ?? []).filter {
      kinds.contains($0.value["x-coopt-kind"]?.text ?? "")
    }
    #expect(operations.count >= Contract.messages.count)
    let parts = html.components(separatedBy: "<details class=\"entry\"").dropFirst()
    #expect(parts.count == operations.count)
    for part in parts {
      for section in ["<h4>data</h4>", "<summary>Example", "JSON Schema"] {
        #expect(part.contains(section), "\(section) in \(part.prefix(80))")
      }
    }
    for message in Contract.messages { #expect(html.contains(HTML.code(message.messageType.description))) }
    for report in ["hire-reported", "hire-withdrawn", "payout-confirmed", "payout-failed"] {
      #expect(html.contains("id=\"\(report)\""))
    }
  }

  @Test("each schema has all that it refers to, so that a validator takes it as it is copied")
  func schemas() throws {
    #expect(!html.contains("#/components/"))
    let shown = try html.matches(
      of: Regex<(Substring, Substring)>("JSON Schema of <code>[a-z]+</code></summary>\\s*<pre><code>([^<]*)</code>")
    ).map { try OrderedJSON(json: Self.unescaped(String($0.output.1)).utf8) }
    #expect(shown.count > Contract.messages.count)
    var references = 0
    for schema in shown {
      #expect(schema["$schema"]?.text == "http://json-schema.org/draft-07/schema#")
      let defined = Set(schema["definitions"]?.members.map { "#/definitions/\($0.key)" } ?? []).union(["#"])
      let wanted = Self.references(in: schema)
      references += wanted.count
      #expect(Set(wanted).subtracting(defined) == [], "\(schema["title"]?.text ?? "?")")
    }
    #expect(references > 100)
  }

  /// What a schema refers to, as often as it does.
  private static func references(in value: OrderedJSON) -> [String] {
    value.members.flatMap { member in
      (member.key == "$ref" ? member.value.text.map { [$0] } : nil) ?? references(in: member.value)
    } + value.items.flatMap(references)
  }

  private static func unescaped(_ html: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(html) { text, entity in
      text.replacing(entity.0, with: entity.1)
    }
  }

  @Test("every code has its line, and nothing that the guide leaves to be filled in is left")
  func filled() throws {
    let document = try OrderedJSON(json: PublishedContract.built.text.utf8)
    for refusal in document["x-coopt-refusals"]?.items ?? [] {
      #expect(html.contains("id=\"code-\(refusal["code"]?.text ?? "?")\""))
    }
    #expect(!html.contains("<!--"))
    #expect(html.contains(ContractDocument.version))
  }

  @Test("clients and the table of what is accepted are shown as they are")
  func given() throws {
    #expect(html.contains("print(&#39;&lt;hired&gt; &amp; done&#39;)"))
    #expect(html.contains("Report a hire, and read the answer") && html.contains("pika (Python)"))
    #expect(html.contains("amqp091-go (Go)"))
    #expect(html.contains("is &lt;b&gt;") && html.contains("1 read, 1 refused"))
  }

  @Test("nothing that a document says becomes a part of the page", arguments: 1...30)
  func escaping(seed: Int) throws {
    var random = RandomJSON(seed: UInt64(seed))
    let words = (0..<8).map { _ in "<x\(random.text())" }
    func json(_ number: Int) throws -> String {
      String(decoding: try JSONEncoder().encode(words[number]), as: UTF8.self)
    }
    let document = try """
    {"info": {"title": \(json(0)), "version": \(json(1))},
     "channels": {"c": {"address": \(json(2)), "messages": {"m": {"$ref": "#/components/messages/m"}}}},
     "operations": {"o": {"channel": {"$ref": "#/channels/c"}, "summary": \(json(3)), "description": \(json(4)),
       "tags": [{"name": "t"}], "messages": [{"$ref": "#/channels/c/messages/m"}], "x-coopt-kind": "command"}},
     "components": {"messages": {"m": {"name": "s", "title": \(json(5)), "examples": [{"payload": \(json(6))}]}},
       "schemas": {"s": {"properties": {\(json(7)): {"type": "string", "description": \(json(3))}}}}}}
    """
    let page = try ContractPage(document: document.utf8).html
    #expect(!page.contains("<x"))
  }

  @Test("what is no document is refused")
  func refused() {
    #expect(throws: ContractPage.Defect.self) { try ContractPage(document: "{".utf8) }
    #expect(throws: ContractPage.Defect.self) { try ContractPage(document: "{}".utf8) }
    #expect(throws: ContractPage.Defect.self) {
      try ContractPage(document: PublishedContract.built.text.utf8, accepted: "[".utf8)
    }
  }

  @Test("every colour of text stands out from what is behind it (WCAG 2.2, AA: 4.5 to 1), by day and by night")
  func contrast() throws {
    let blocks = html.components(separatedBy: ":root {").dropFirst().map { $0.prefix { $0 != "}" } }
    #expect(blocks.count == 2)
    for block in blocks {
      var colours: [Substring: Double] = [:]
      for match in block.matches(of: /--([a-z]+): #([0-9a-f]{6});/) {
        colours[match.output.1] = Self.luminance(String(match.output.2))
      }
      let pairs: [(String, [String])] = [
        ("ink", ["paper", "panel", "code", "hit"]), ("soft", ["paper", "panel", "hit", "code"]),
        ("link", ["paper", "panel", "code"]), ("mark", ["paper", "panel"]), ("key", ["code"]), ("text", ["code"]),
        ("yes", ["paper"]), ("no", ["paper"]), ("paper", ["mark", "ink"]),
      ]
      for (text, grounds) in pairs {
        for ground in grounds {
          let one = try #require(colours[text[...]])
          let other = try #require(colours[ground[...]])
          let ratio = (max(one, other) + 0.05) / (min(one, other) + 0.05)
          #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
        }
      }
    }
  }

  /// Relative luminance of a colour (WCAG 2.2).
  private static func luminance(_ hex: String) -> Double {
    let number = Int(hex, radix: 16) ?? 0
    let parts = [number >> 16 & 255, number >> 8 & 255, number & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
