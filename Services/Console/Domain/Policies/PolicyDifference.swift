public import Messages

/// A term that is another in one version of a policy than in another.
public struct PolicyDifference: Sendable {
  /// The term.
  public let term: PolicyTerm
  /// What it is together with, such as the bonus of a hire.
  public let group: PolicyTermGroup
  /// What it is; nil for none.
  public let old: JSONValue?
  /// What it would be.
  public let new: JSONValue?

  /// Every term that differs, in the order in which they are read.
  public static func between(_ old: JSONObject, _ new: JSONObject, in outline: PolicyOutline) -> [PolicyDifference] {
    outline.groups.flatMap { group in
      group.terms.compactMap { term in
        let (before, after) = (old.value(at: term.names), new.value(at: term.names))
        if case .tick = term.kind, (before == .boolean(true)) == (after == .boolean(true)) { return nil }
        return before == after ? nil : PolicyDifference(term: term, group: group, old: before, new: after)
      }
    }
  }

  /// The terms after a change: what is given is replaced, null takes a limit away (RFC 7396).
  public static func applying(_ change: JSONObject, to terms: JSONObject) -> JSONObject {
    var terms = terms
    for (name, value) in change {
      switch (value, terms[name]) {
      case (.null, _): terms[name] = nil
      case (.object(let inner), .object(let before)): terms[name] = .object(applying(inner, to: before))
      default: terms[name] = value
      }
    }
    return terms
  }
}
