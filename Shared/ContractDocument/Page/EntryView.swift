/// An entry of the page as HTML: closed, its key and a sentence; open, all there is to know.
struct EntryView {
  let entry: PageEntry
  let schemas: SchemaTable
  let components: SchemaComponents

  /// The whole entry.
  var html: String {
    let badge = entry.kind == .question ? " <span class=\"badge\">question</span>" : ""
    let actor = entry.operation["x-coopt-actor"]?.text == "required" ? " <span class=\"badge\">actor</span>" : ""
    return """
      <details class="entry" id="\(HTML.escaped(entry.anchor))" data-kind="\(entry.kind.rawValue)">
      <summary><code class="key">\(HTML.escaped(entry.title))</code>\(badge)\(actor) \
      <span class="says">\(HTML.sentence(entry.summary))</span></summary>
      <div class="body">
      \(parts.joined(separator: "\n"))
      </div>
      </details>
      """
  }

  private var parts: [String] {
    [
      HTML.paragraphs(rest), facts, dataTable, resultTable, refusals, examples, raw,
      "<p class=\"anchor\"><a href=\"#\(HTML.escaped(entry.anchor))\">Link to this message</a></p>",
    ].filter { !$0.isEmpty }
  }

  /// The description, less what the summary has said already.
  private var rest: String {
    let text = entry.description
    return text.hasPrefix(entry.summary) ? String(text.dropFirst(entry.summary.count)) : text
  }

  // MARK: Facts

  private var facts: String {
    let facts: [(String, String)] =
      [
        ("exchange", HTML.code(entry.exchange)), ("routing key", HTML.code(entry.key)),
        ("type", HTML.code(entry.type)), ("sent by", logins("x-coopt-sent-by")),
        ("bound by", logins("x-coopt-bound-by")),
        ("actor", actor),
      ].filter { !$0.1.isEmpty }
    return "<dl class=\"facts\">\(facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined())</dl>"
  }

  private func logins(_ key: String) -> String {
    entry.logins(key).filter { $0 != "administrator" }.map(HTML.escaped).joined(separator: ", ")
  }

  private var actor: String {
    switch entry.operation["x-coopt-actor"]?.text {
    case "required": "<a href=\"#actor\">has to be named</a>"
    case "sometimes": "<a href=\"#actor\">has to be named</a> for some of what it may say"
    default: ""
    }
  }

  // MARK: Tables

  private var dataTable: String {
    guard let data = entry.data else { return "" }
    return table("data", of: data.value, empty: "No fields: <code>data</code> may be <code>{}</code>, or left out.")
  }

  private var resultTable: String {
    guard let result = entry.result else { return "" }
    let example = entry.resultExample.map { HTML.details("Example of the answer", HTML.json($0)) } ?? ""
    return table("result", of: result.value, empty: "Accepted, and nothing to say: an empty object.") + example
  }

  private func table(_ heading: String, of schema: OrderedJSON, empty: String) -> String {
    let rows = schemas.rows(of: schema)
    guard !rows.isEmpty else { return "<h4>\(heading)</h4>\n<p>\(empty)</p>" }
    let notes = schemas.notes(on: schema).map { "<p class=\"note\">\($0)</p>" }.joined(separator: "\n")
    let table = HTML.table(
      "\(entry.key): \(heading)", heading: ["field", "what", "limits", "says"], rows: rows.map(Self.cells))
    return "<h4>\(heading)</h4>\n\(table)\n\(notes)"
  }

  private static func cells(_ row: SchemaRow) -> [String] {
    let mark = row.isRequired ? "<span class=\"must\" title=\"required\">required</span>" : ""
    let path = HTML.escaped(row.path).replacing(".", with: ".<wbr>")
    let values = row.values.map { "<li>\(HTML.code($0.key)) \(HTML.sentence($0.value.plain))</li>" }.joined()
    let says = HTML.sentence(firstParagraph(row.description)) + (values.isEmpty ? "" : "<ul>\(values)</ul>")
    return ["<code>\(path)</code> \(mark)", HTML.escaped(row.type), row.limits.joined(separator: "; "), says]
  }

  private static func firstParagraph(_ text: String) -> String {
    text.split(separator: "\n\n", maxSplits: 1).first.map(String.init) ?? ""
  }

  // MARK: What else

  private var refusals: String {
    let codes = entry.operation["x-coopt-refusals"]?.items.compactMap { $0["code"]?.text } ?? []
    guard !codes.isEmpty else { return "" }
    let links = codes.map { "<a href=\"#code-\(HTML.escaped($0))\">\(HTML.code($0))</a>" }
    return "<h4>refused with</h4>\n<p class=\"codes\">\(links.joined(separator: " "))</p>"
  }

  private var examples: String {
    (entry.message["examples"]?.items ?? []).compactMap { example -> String? in
      guard let payload = example["payload"] else { return nil }
      let summary = example["summary"]?.text.map { " <span class=\"fine\">\(HTML.sentence($0))</span>" } ?? ""
      return HTML.details("Example\(summary)", HTML.json(payload))
    }.joined(separator: "\n")
  }

  private var raw: String {
    let parts = [("data", entry.type, entry.data), ("result", "\(entry.type).result", entry.result)]
    return parts.compactMap { part, title, schema in
      schema.map { schema in
        let whole = components.selfContained(schema.key, title: title).pretty()
        return HTML.details(
          "JSON Schema of <code>\(part)</code>", "<pre><code>\(HTML.escaped(whole))</code></pre>")
      }
    }.joined(separator: "\n")
  }
}
