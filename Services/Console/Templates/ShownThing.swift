/// Something that a section is written for, and its fields, each read once.
struct ShownThing {
  let value: ShownValue
  private let places: [Int]
  private let fields: [ShownValue?]

  /// A thing whose fields are read; texts, numbers and lists have none.
  init(_ value: ShownValue, _ plans: FieldPlans) {
    self.value = value
    guard case .thing(let thing) = value else {
      (places, fields) = ([], [])
      return
    }
    let mirror = Mirror(reflecting: thing)
    let plan = plans.plan(of: thing, mirror)
    places = plan.places
    fields = zip(plan.kinds, mirror.children).map { kind, child in Self.field(child.value, kind) }
  }

  /// The value of a field; nil where there is none, or it is nothing.
  subscript(name: Int) -> ShownValue? {
    guard name < places.count, places[name] >= 0, places[name] < fields.count else { return nil }
    return fields[places[name]]
  }

  private static func field(_ value: Any, _ kind: FieldPlan.Kind) -> ShownValue? {
    switch kind {
    case .text: if let text = value as? String { return .text(text) }
    case .possibleText: if let text = value as? String? { return text.map { .text($0) } }
    case .truth: if let truth = value as? Bool { return .truth(truth) }
    case .other: break
    }
    guard let possible = value as? any PossibleValue else { return ShownValue(value) }
    return possible.possible.map { ShownValue($0) }
  }
}
