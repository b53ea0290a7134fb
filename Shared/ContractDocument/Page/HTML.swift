/// Text on its way into a page.
package enum HTML {
  /// A text that says nothing to a browser but itself, inside an element or an attribute.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// A text as code.
  package static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  /// A sentence or several of a doc comment: what stands between backticks is code.
  package static func sentence(_ comment: String) -> String {
    let text = withoutRules(comment)
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { $0.offset % 2 == 0 ? escaped(String($0.element)) : code(String($0.element)) }
      .joined()
  }

  /// A comment without the numbers of the platform's own rules, which say nothing to strangers: `(H1, M4)`, `A2: …`.
  static func withoutRules(_ comment: String) -> String {
    let number = /[A-Z][0-9]{1,2}(?:, [A-Z][0-9]{1,2})*/
    let text = comment.replacing(#/\s?\((?:[A-Z][0-9]{1,2})(?:(?:,| and| to) [A-Z][0-9]{1,2})*\)/#, with: "")
    guard let start = text.prefixMatch(of: number) else { return text }
    let rest = text[start.range.upperBound...]
    if rest == "." { return "" }
    guard rest.hasPrefix(": ") else { return text }
    return rest.dropFirst(2).prefix(1).uppercased() + rest.dropFirst(3)
  }

  /// The paragraphs of a doc comment, which blank lines part.
  static func paragraphs(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.allSatisfy(\.isWhitespace) }
      .map { sentence($0.joined(separator: " ")) }
      .filter { !$0.isEmpty }
      .map { "<p>\($0)</p>" }
      .joined(separator: "\n")
  }

  /// A table that scrolls by itself where the window is narrow; cells are HTML.
  static func table(_ name: String, heading: [String], rows: [[String]]) -> String {
    let columns = heading.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let lines = rows.map { cells in
      let others = cells.dropFirst().map { "<td>\($0)</td>" }.joined()
      return "<tr><th scope=\"row\">\(cells.first ?? "")</th>\(others)</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(escaped(name))"><table>
      <thead><tr>\(columns)</tr></thead>
      <tbody>
      \(lines.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  /// Something to open.
  static func details(_ summary: String, _ content: String, classes: String = "") -> String {
    let attribute = classes.isEmpty ? "" : " class=\"\(classes)\""
    return "<details\(attribute)><summary>\(summary)</summary>\n\(content)\n</details>"
  }

  /// A word that can stand in an address: lower-case letters, digits, hyphens.
  static func anchor(_ text: String) -> String {
    var anchor = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": anchor.unicodeScalars.append(scalar)
      default: if !anchor.hasSuffix("-") { anchor += "-" }
      }
    }
    return anchor
  }

  /// JSON in colours: keys, texts, and the rest.
  static func json(_ value: OrderedJSON) -> String {
    var colored = ""
    var rest = value.pretty()[...]
    while let quote = rest.firstIndex(of: "\"") {
      colored += escaped(String(rest[..<quote]))
      let end = endOfString(rest, from: quote)
      let isKey = end < rest.endIndex && rest[end] == ":"
      colored += "<span class=\"\(isKey ? "k" : "s")\">\(escaped(String(rest[quote..<end])))</span>"
      rest = rest[end...]
    }
    return "<pre><code>\(colored)\(escaped(String(rest)))</code></pre>"
  }

  private static func endOfString(_ text: Substring, from quote: Substring.Index) -> Substring.Index {
    var index = text.index(after: quote)
    while index < text.endIndex, text[index] != "\"" {
      if text[index] == "\\" { index = text.index(after: index) }
      index = text.index(after: index)
    }
    return index < text.endIndex ? text.index(after: index) : index
  }
}
