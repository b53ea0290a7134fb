import Crypto
import FoundationEssentials

/// The contract as one page for people: a guide, clients, and every message, with a search of its own.
///
/// One file that asks nothing of a network, made from the document alone, the same bytes every time.
public struct ContractPage {
  /// Why there is no page.
  public struct Defect: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public let description: String
  }

  private let document: OrderedJSON
  private let accepted: OrderedJSON?
  private let examples: [ClientExample]
  private let entries: [PageEntry]

  /// A page of a document (AsyncAPI 3.0 in JSON), of a table of what is accepted (`Guide/accepted.json`), and of clients.
  ///
  /// Throws `Defect` where one of both is no JSON, or the document has no operation.
  public init(
    document: some Sequence<UInt8>, accepted: (some Sequence<UInt8>)? = [UInt8]?.none, examples: [ClientExample] = []
  ) throws(Defect) {
    self.document = try Self.read(document, "the document")
    self.accepted = try accepted.map { bytes throws(Defect) in try Self.read(bytes, "the table of what is accepted") }
    self.examples = examples.sorted { ($0.task, $0.name) < ($1.task, $1.name) }
    entries = PageEntry.all(of: self.document)
    guard !entries.isEmpty else { throw Defect(description: "the document has no operation") }
  }

  private static func read(_ bytes: some Sequence<UInt8>, _ what: String) throws(Defect) -> OrderedJSON {
    do throws(OrderedJSON.Malformed) {
      return try OrderedJSON(json: bytes)
    } catch {
      throw Defect(description: "\(what): \(error)")
    }
  }

  /// The whole page.
  public var html: String {
    let guide = Self.fragments.map(filled)
    let title = "\(document["info"]?["title"]?.text ?? "") – the contract, \(version)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(Self.hash(Self.style))'; \
      script-src 'sha256-\(Self.hash(Self.script))'; base-uri 'none'; form-action 'none'">
      <meta name="color-scheme" content="light dark">
      <title>\(HTML.escaped(title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <a class="skip" href="#main">To the contents</a>
      \(header)
      <div class="columns">
      \(navigation(guide))
      <main id="main">
      \(guide.joined(separator: "\n"))
      \(reference)
      </main>
      </div>
      <script>\(Self.script)</script>
      </body>
      </html>

      """
  }

  private var version: String { document["info"]?["version"]?.text ?? "" }

  // MARK: Around the contents

  private var header: String {
    """
    <div class="bar">
    <p class="brand"><a href="#platform">Coopt</a> <span class="fine">the contract, \(HTML.escaped(version))</span></p>
    <div class="search" role="search" hidden>
    <label class="away" for="search">Search messages, fields, codes</label>
    <input id="search" type="search" placeholder="Search messages, fields, codes   ( / )" autocomplete="off" spellcheck="false" \
    role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list">
    <ul id="found" role="listbox" aria-label="Found" hidden></ul>
    </div>
    </div>
    <header>
    <h1>Join in an afternoon</h1>
    <p class="lead">All that another system needs: how to connect, what to send, what comes back, and what to do when it does not.</p>
    </header>
    """
  }

  private func navigation(_ guide: [String]) -> String {
    let chapters = guide.flatMap(Self.chapters)
    let groups = sections.map { section in
      let inner =
        section.groups.count > 1
        ? "<ul>\(section.groups.map { "<li><a href=\"#\($0.anchor)\">\(HTML.escaped($0.name))</a></li>" }.joined())</ul>"
        : ""
      return "<li><a href=\"#\(section.anchor)\">\(section.title)</a>\(inner)</li>"
    }
    return """
      <nav aria-label="Contents"><details open class="menu"><summary>Contents</summary>
      <p class="fine">Guide</p>
      <ul>\(chapters.map { "<li><a href=\"#\($0.anchor)\">\($0.title)</a></li>" }.joined(separator: "\n"))</ul>
      <p class="fine">Reference</p>
      <ul>\(groups.joined(separator: "\n"))</ul>
      </details></nav>
      """
  }

  /// The sections of a fragment, by their headings.
  private static func chapters(_ fragment: String) -> [(anchor: String, title: String)] {
    fragment.split(separator: "<section id=\"").compactMap { part in
      guard let id = part.firstIndex(of: "\""), let open = part.firstRange(of: "<h2>"),
        let close = part.firstRange(of: "</h2>")
      else { return nil }
      return (String(part[..<id]), String(part[open.upperBound..<close.lowerBound]))
    }
  }

  // MARK: Guide

  private func filled(_ fragment: String) -> String {
    let parts: [(String, () -> String)] = [
      ("<!--version-->", { HTML.escaped(version) }), ("<!--codes-->", { codes }), ("<!--logins-->", { logins }),
      ("<!--accepted-->", { acceptance }), ("<!--examples-->", { clients }),
    ]
    return parts.reduce(fragment) { text, part in
      text.contains(part.0) ? text.replacing(part.0, with: part.1()) : text
    }
  }

  private var codes: String {
    let rows = (document["x-coopt-refusals"]?.items ?? []).map { refusal in
      let code = refusal["code"]?.text ?? ""
      let description = refusal["description"]?.text ?? refusal["title"]?.text ?? ""
      return [
        "<code id=\"code-\(HTML.escaped(code))\">\(HTML.escaped(code))</code>", refusal["status"]?.plain ?? "",
        description.split(separator: "\n\n").map { HTML.sentence(String($0)) }.joined(separator: " "),
      ]
    }
    return HTML.table("All codes", heading: ["code", "status", "says"], rows: rows)
  }

  private var logins: String { LoginView(document["x-coopt-logins"] ?? .null).html }

  private var acceptance: String { AcceptanceView(accepted: accepted, forms: document["x-coopt-forms"]).html }

  private var clients: String { ClientView(examples).html }

  // MARK: Reference

  private struct Section {
    let anchor: String
    let title: String
    let says: String
    let groups: [Group]
  }

  private struct Group {
    let anchor: String
    let name: String
    let entries: [PageEntry]
  }

  private var sections: [Section] {
    [
      section("reports", "Reports", "What other systems say, on <code>coopt.integration</code>.", [.report]),
      section(
        "commands", "Commands and questions",
        "What tools and sites send, on <code>coopt.commands</code>; a question changes nothing.", [.command, .question]),
      section(
        "notifications", "Notifications",
        "What is told, on <code>coopt.notifications</code> and in the stream, by audience.", [.notification]),
      section(
        "events", "Events",
        "What services tell each other, on <code>coopt.events</code>. No outside login may bind them: they are here because"
          + " notifications’ <code>details</code> repeat their fields, and for operators. There, ten or more of one kind may come as"
          + " one message of type <code>application/cloudevents-batch+json</code>.", [.event]),
    ].filter { !$0.groups.isEmpty }
  }

  private func section(_ anchor: String, _ title: String, _ says: String, _ kinds: [PageEntry.Kind]) -> Section {
    let own = entries.filter { kinds.contains($0.kind) }
    let names = own.map(\.group).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    let groups = names.map { name in
      Group(
        anchor: "\(anchor)-\(HTML.anchor(name))", name: name == anchor.dropLast() ? "every service" : name,
        entries: own.filter { $0.group == name })
    }
    return Section(anchor: anchor, title: title, says: says, groups: groups)
  }

  private var reference: String {
    let (table, components) = (SchemaTable(of: document), SchemaComponents(of: document))
    return sections.map { section in
      let groups = section.groups.map { group in
        let heading = section.groups.count > 1 ? "<h3 id=\"\(group.anchor)\">\(HTML.escaped(group.name))</h3>\n" : ""
        let views = group.entries.map { EntryView(entry: $0, schemas: table, components: components).html }
        return heading + views.joined(separator: "\n")
      }
      return """
        <section id="\(section.anchor)" class="reference">
        <h2>\(section.title)</h2>
        <p>\(section.says)</p>
        \(groups.joined(separator: "\n"))
        </section>
        """
    }.joined(separator: "\n")
  }

  // MARK: Parts of the program

  private static let style = text(PackageResources.page_css)
  private static let script = text(PackageResources.page_js)
  private static let fragments = [
    PackageResources.platform_html, PackageResources.you_html, PackageResources.connect_html,
    PackageResources.envelope_html, PackageResources.answers_html, PackageResources.report_hires_html,
    PackageResources.pay_html, PackageResources.tools_html, PackageResources.read_html,
    PackageResources.accepted_html, PackageResources.test_html, PackageResources.clients_html,
  ].map(text)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What the policy of the page knows a style or a script by.
  private static func hash(_ text: String) -> String { Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() }
}
