public import Messages

/// A change of a policy as somebody fills it in, made to the terms that are in force or scheduled last.
public struct PolicyDraft: Sendable {
  /// What the command would say: what differs, and nothing else.
  public private(set) var change: JSONObject = [:]
  /// What cannot be read, by the term's path.
  public private(set) var defects: [String: Said] = [:]
  /// What would be different.
  public let differences: [PolicyDifference]

  /// Reads the fields of a form.
  public init(_ fields: [String: String], of outline: PolicyOutline, changing base: JSONObject) {
    var reading = PolicyReading(fields)
    var terms = base
    for term in outline.terms {
      switch reading.value(of: term) {
      case .keep: break
      case .none: terms[term.path] = nil
      case .some(let value): terms.put(value, at: term.names)
      }
    }
    let differences = PolicyDifference.between(base, terms, in: outline)
    for difference in differences { change.put(difference.new ?? .null, at: difference.term.names) }
    self.differences = differences
    defects = reading.defects
    if defects.isEmpty, !Self.rises(terms) {
      defects["levels"] = Said("doivent monter de débutant à expert", "have to rise from beginner to expert")
    }
  }

  private static func rises(_ terms: JSONObject) -> Bool {
    let thresholds = ["beginner", "confirmed", "expert"].compactMap { level -> Int? in
      if case .integer(let points) = terms.value(at: ["levels", level]) { points } else { nil }
    }
    return zip(thresholds, thresholds.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
