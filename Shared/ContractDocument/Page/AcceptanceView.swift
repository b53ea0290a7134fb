/// The table of what is accepted and what is not, as HTML.
struct AcceptanceView {
  /// Rows of what the door reads: `where`, `sent`, `result` (`accepted`, `refused`), `readAs` or `answer`, `why`.
  let accepted: OrderedJSON?
  /// What the document measured of the forms of values; shown where there are no rows.
  let forms: OrderedJSON?

  /// A table for each place that something may be sent in.
  var html: String {
    let rows = accepted?.items ?? []
    guard !rows.isEmpty else { return measured }
    let places = rows.map { $0["where"]?.text ?? "" }.reduce(into: [String]()) { places, place in
      if !places.contains(place) { places.append(place) }
    }
    return places.map { place in
      Self.table(of: place, rows: rows.filter { $0["where"]?.text == place })
    }.joined(separator: "\n")
  }

  private static func table(of place: String, rows: [OrderedJSON]) -> String {
    let refused = rows.filter { $0["result"]?.text == "refused" }.count
    let counts = "\(rows.count - refused) read, \(refused) refused"
    let table = HTML.table(
      place, heading: ["sent", "", "why"],
      rows: rows.map { row in
        [HTML.code(row["sent"]?.plain ?? ""), outcome(row), HTML.sentence(row["why"]?.text ?? "")]
      })
    return HTML.details(
      "\(HTML.sentence(place)) <span class=\"fine\">\(counts)</span>", table, classes: "client")
  }

  private static func outcome(_ row: OrderedJSON) -> String {
    if row["result"]?.text == "refused" {
      let answer = row["answer"]?.text.map { "<br>\(HTML.escaped($0))" } ?? ""
      return "<strong class=\"no\">refused</strong>\(answer)"
    }
    let read = row["readAs"].map { "<br>\(HTML.code($0.plain))" } ?? ""
    return "<strong class=\"yes\">read</strong>\(read)"
  }

  private var measured: String {
    let forms = forms?.items ?? []
    guard !forms.isEmpty else { return "" }
    let rows = forms.map { form in
      let isTaken = form["isTaken"]?.truth ?? false
      let answer = form["answer"]?.text.map { "<br>\(HTML.sentence($0))" } ?? ""
      return [
        HTML.sentence(form["form"]?.text ?? ""), HTML.code(form["field"]?.text ?? ""),
        form["example"].map { HTML.code($0.compact) } ?? "",
        isTaken ? "<strong class=\"yes\">read</strong>" : "<strong class=\"no\">refused</strong>\(answer)",
      ]
    }
    return HTML.table("Forms that were tried", heading: ["what", "field", "for instance", ""], rows: rows)
  }
}
