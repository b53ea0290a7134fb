public import Messages

/// A policy's terms as a form shows them before anybody changed anything.
public enum PolicyFields {
  /// How many instalments a plan has at most (W9).
  public static let instalmentLimit = 100

  /// The fields and what stands in them.
  public static func filled(_ outline: PolicyOutline, with terms: JSONObject) -> [String: String] {
    var fields: [String: String] = [:]
    for term in outline.terms {
      let value = terms.value(at: term.names)
      switch (term.kind, value) {
      case (.euros, .integer(let cents)): fields[term.path] = EuroText.text(cents)
      case (.whole, .integer(let number)): fields[term.path] = String(number)
      case (.duration, .integer(let seconds)):
        let unit = DurationUnit.fitting(seconds)
        fields[term.path] = String(seconds / unit.seconds)
        fields["\(term.path).unit"] = unit.rawValue
      case (.tick, _):
        fields["\(term.path).shown"] = "1"
        if value == .boolean(true) { fields[term.path] = "true" }
      case (.line, .string(let text)): fields[term.path] = text
      case (.instalments, .array(let parts)):
        for (row, part) in parts.enumerated() {
          guard case .object(let part) = part else { continue }
          if case .integer(let percent) = part["percent"] { fields["\(term.path).\(row).percent"] = String(percent) }
          if case .integer(let days) = part["days"] { fields["\(term.path).\(row).days"] = String(days) }
          fields["\(term.path).\(row).from"] = part["from"]?.string
        }
      default: fields[term.path] = ""
      }
    }
    return fields
  }

  /// The terms as a form shows them, but where somebody filled in something else.
  ///
  /// A form sends no box that is not ticked, and a list as a whole.
  public static func filled(
    _ outline: PolicyOutline, with terms: JSONObject, but typed: [String: String]
  ) -> [String: String] {
    var fields = filled(outline, with: terms)
    for term in outline.terms {
      switch term.kind {
      case .tick where typed["\(term.path).shown"] != nil: fields[term.path] = nil
      case .instalments where typed["\(term.path).0.percent"] != nil:
        fields = fields.filter { !$0.key.hasPrefix(term.path + ".") }
      case .tick, .instalments, .euros, .whole, .duration, .line: break
      }
    }
    return fields.merging(typed) { _, typed in typed }
  }
}
