import Synchronization

/// The plans of all types of views that were shown.
final class FieldPlans: Sendable {
  private let names: ViewNames
  private let plans = Mutex<[ObjectIdentifier: FieldPlan]>([:])

  init(_ names: ViewNames) {
    self.names = names
  }

  /// The plan of a thing.
  func plan(of thing: Any, _ mirror: Mirror) -> FieldPlan {
    // What says itself which fields it has may have others each time.
    if thing is any CustomReflectable { return FieldPlan(mirror, names) }
    let key = ObjectIdentifier(type(of: thing))
    if let plan = plans.withLock({ $0[key] }) { return plan }
    let plan = FieldPlan(mirror, names)
    return plans.withLock { plans in
      plans[key] = plan
      return plan
    }
  }
}
