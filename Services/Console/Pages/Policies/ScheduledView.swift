import ConsoleDomain

/// A change that is yet to come in force.
struct ScheduledView: Sendable {
  let service: String
  let policy: String
  let version: Int
  let from: String
  let differences: DifferencesView
  let cancel: FormView?

  /// Every scheduled version of a policy, each against the one before it.
  static func all(_ policy: AskedPolicy, back: String, _ visit: Visit) -> [ScheduledView] {
    var before = policy.inForce
    return policy.upcoming.map { version in
      defer { before = version }
      return ScheduledView(
        service: policy.outline.service, policy: policy.outline.title.text(in: visit.language), version: version.number,
        from: version.inForceFrom.map { visit.clock.text($0) } ?? "",
        differences: DifferencesView(
          PolicyDifference.between(before.terms, version.terms, in: policy.outline), visit),
        cancel: visit.form(policy.outline.cancelKey, ["version": String(version.number)], back: back))
    }
  }
}
