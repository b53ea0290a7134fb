/// The table of what is accepted and what is not, as HTML.
struct AcceptanceView {
  /// What the door reads, row by row: `field`, `sent`, `read as` or `refused`, `why`.
  let accepted: OrderedJSON?
  /// What the document measured of the forms of values.
  let forms: OrderedJSON?

  /// The tables that there are.
  var html: String {
    [table(accepted), measured].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func table(_ rows: OrderedJSON?) -> String {
    let rows = rows?.items ?? rows?["rows"]?.items ?? []
    guard !rows.isEmpty else { return "" }
    return HTML.table(
      "What is accepted", heading: ["field", "sent", "", "why"],
      rows: rows.map { row in
        [
          HTML.sentence(row["field"]?.plain ?? ""), row["sent"].map { HTML.code($0.plain) } ?? "", Self.outcome(row),
          HTML.sentence(row["why"]?.plain ?? ""),
        ]
      })
  }

  private static func outcome(_ row: OrderedJSON) -> String {
    if let refused = row["refused"] {
      let says = refused.text.map { ": \(HTML.sentence($0))" } ?? ""
      return "<strong class=\"no\">refused</strong>\(says)"
    }
    let read = (row["read as"] ?? row["readAs"]).map { " as \(HTML.code($0.plain))" } ?? ""
    return "<strong class=\"yes\">read</strong>\(read)"
  }

  private var measured: String {
    let forms = forms?.items ?? []
    guard !forms.isEmpty else { return "" }
    let rows = forms.map { form in
      let isTaken = form["isTaken"]?.truth ?? false
      let answer = form["answer"]?.text.map { ": \(HTML.sentence($0))" } ?? ""
      return [
        HTML.sentence(form["form"]?.text ?? ""), HTML.code(form["field"]?.text ?? ""),
        form["example"].map { HTML.code($0.compact) } ?? "",
        isTaken ? "<strong class=\"yes\">read</strong>" : "<strong class=\"no\">refused</strong>\(answer)",
      ]
    }
    return "<h3 id=\"tried\">Tried on the reader itself</h3>\n"
      + "<p>Each of these was handed to the code that reads messages, when this page was made.</p>\n"
      + HTML.table("Tried forms", heading: ["what", "field", "for instance", ""], rows: rows)
  }
}
