import ConsoleDomain
import Vocabulary

/// The terms of a policy as fields to fill in.
struct PolicyFormView: Sendable {
  struct Group: Sendable {
    let title: String
    /// What is wrong about them together; not `defect`, which a field without one would show as its own.
    let defectTogether: String?
    let fields: [Field]
  }

  struct Field: Sendable {
    let name: String
    let id: String
    let label: String
    let hint: String?
    let value: String
    /// What the number counts, behind the field.
    let unit: String?
    let units: [Choice]
    let hasUnits: Bool
    let isTick: Bool
    let isTicked: Bool
    let isInput: Bool
    let isInstalments: Bool
    let inputMode: String
    let defect: String?
    let describedBy: String?
    let rows: [Row]
  }

  /// An instalment.
  struct Row: Sendable {
    let number: Int
    let percentName: String
    let fromName: String
    let daysName: String
    let percent: String
    let days: String
    let starts: [Choice]
    let rowDefect: String?
  }

  let groups: [Group]
  /// What is wrong about nothing that stands here.
  let otherDefects: [String]

  init(_ outline: PolicyOutline, _ values: [String: String], defects: [String: String], _ visit: Visit) {
    var left = defects
    var groups: [Group] = []
    for group in outline.groups {
      let fields = group.terms.map { Self.field($0, values, &left, visit) }
      groups.append(
        Group(
          title: group.title.text(in: visit.language),
          defectTogether: group.path.flatMap { left.removeValue(forKey: $0) },
          fields: fields))
    }
    self.groups = groups
    left["from"] = nil
    left["inForceFrom"] = nil
    left["since"] = nil
    otherDefects = left.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
  }

  private static func field(
    _ term: PolicyTerm, _ values: [String: String], _ defects: inout [String: String], _ visit: Visit
  ) -> Field {
    var (unit, mode) = (nil as String?, "")
    var (isTick, isInstalments) = (false, false)
    var units: [Choice] = []
    var rows: [Row] = []
    switch term.kind {
    case .euros: (unit, mode) = ("€", "decimal")
    case .whole(_, let counted): (unit, mode) = (counted?.text(in: visit.language), "numeric")
    case .duration:
      mode = "numeric"
      let chosen = DurationUnit(rawValue: values["\(term.path).unit"] ?? "")
      units = Choice.of(DurationUnit.allCases, chosen: chosen ?? .seconds) { $0.label.text(in: visit.language) }
    case .tick: isTick = true
    case .line: break
    case .instalments:
      isInstalments = true
      rows = Self.rows(term.path, values, &defects, visit)
    }
    let id = "term-" + term.path.replacing(".", with: "-")
    let (hint, defect) = (term.hint?.text(in: visit.language), defects.removeValue(forKey: term.path))
    let describing = [hint.map { _ in "\(id)-hint" }, defect.map { _ in "\(id)-defect" }].compactMap { $0 }
    return Field(
      name: term.path, id: id, label: term.label.text(in: visit.language), hint: hint, value: values[term.path] ?? "",
      unit: unit, units: units, hasUnits: !units.isEmpty, isTick: isTick,
      isTicked: isTick && !(values[term.path] ?? "").isEmpty, isInput: !isTick && !isInstalments,
      isInstalments: isInstalments, inputMode: mode, defect: defect,
      describedBy: describing.isEmpty ? nil : describing.joined(separator: " "), rows: rows)
  }

  /// The instalments there are, and room for more; a row that is empty is none.
  private static func rows(
    _ path: String, _ values: [String: String], _ defects: inout [String: String], _ visit: Visit
  ) -> [Row] {
    let filled = (0..<PolicyFields.instalmentLimit).last { !(values["\(path).\($0).percent"] ?? "").isEmpty } ?? -1
    return (0..<min(filled + 4, PolicyFields.instalmentLimit)).map { row in
      let name = "\(path).\(row)"
      var told: [String] = []
      for part in ["percent", "days"] {
        // The service counts rows as lists are counted in messages.
        for key in ["\(name).\(part)", "\(path)[\(row)].\(part)"] {
          if let defect = defects.removeValue(forKey: key) { told.append(defect) }
        }
      }
      let from = values["\(name).from"] ?? "hire"
      return Row(
        number: row + 1, percentName: "\(name).percent", fromName: "\(name).from", daysName: "\(name).days",
        percent: values["\(name).percent"] ?? "", days: values["\(name).days"] ?? "",
        starts: Choice.of(InstalmentStart.allCases, chosen: InstalmentStart(rawValue: from)) {
          visit.word("policies.from-\($0.rawValue)")
        }, rowDefect: told.isEmpty ? nil : told.joined(separator: ", "))
    }
  }
}
