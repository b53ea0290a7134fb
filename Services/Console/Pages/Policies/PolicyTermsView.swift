import ConsoleDomain
import Messages

/// The terms of a version as a page shows them.
struct PolicyTermsView: Sendable {
  struct Group: Sendable {
    struct Line: Sendable {
      let label: String
      let value: String
    }

    let title: String
    let lines: [Line]
  }

  let groups: [Group]

  init(_ terms: JSONObject, of outline: PolicyOutline, _ visit: Visit) {
    groups = outline.groups.map { group in
      Group(
        title: group.title.text(in: visit.language),
        lines: group.terms.map { term in
          Group.Line(
            label: term.label.text(in: visit.language),
            value: PolicyText.text(terms.value(at: term.names), of: term, in: visit.language))
        })
    }
  }
}

/// What is another in one version than in another, as a page shows it.
struct DifferencesView: Sendable {
  struct Line: Sendable {
    let group: String?
    let label: String
    let old: String
    let new: String
  }

  let lines: [Line]
  let isEmpty: Bool

  init(_ differences: [PolicyDifference], _ visit: Visit) {
    lines = differences.map { difference in
      let (group, label) = (
        difference.group.title.text(in: visit.language), difference.term.label.text(in: visit.language)
      )
      return Line(
        group: difference.group.path == nil || group == label ? nil : group, label: label,
        old: PolicyText.text(difference.old, of: difference.term, in: visit.language),
        new: PolicyText.text(difference.new, of: difference.term, in: visit.language))
    }
    isEmpty = lines.isEmpty
  }
}
