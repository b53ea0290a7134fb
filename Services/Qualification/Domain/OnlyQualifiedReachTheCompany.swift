/// Q2: only qualified candidates are transmitted to the company.
package enum OnlyQualifiedReachTheCompany {
  /// Whether a candidate of this outcome is transmitted.
  package static func allows(_ outcome: Interview.Outcome) -> Bool { outcome == .qualified }
}
