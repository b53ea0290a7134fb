import Messages

/// Which fields of an object ask for each other: found by leaving out what is optional, and by trying every choice.
struct Conditions {
  /// What holds for an object beyond its fields.
  struct Found: Hashable {
    /// Fields that are needed always, although each may be left out where others say enough.
    var required: [String] = []
    /// One of these fields at least, each in a group of its own.
    var oneOf: [Group] = []
    /// Fields that a choice asks for.
    var byChoice: [Choice] = []
    /// All of it in the decoder's words, by the field that it is said of.
    var rules: [String] = []
  }

  /// Fields of which one is needed.
  struct Group: Hashable {
    /// Their keys.
    let keys: [String]
    /// Whether two of them are refused.
    let isExclusive: Bool
  }

  /// A value of a field that asks for one of others.
  struct Choice: Hashable {
    /// The field.
    let key: String
    /// The value.
    let value: JSONValue
    /// What it asks for: one of these.
    let keys: [String]
  }

  private let message: MeasuredMessage
  private let path: ValuePath
  private let fields: [FieldShape.Field]
  /// Values of fields that the sample does not have, since another stands in their place.
  private let spare: JSONObject

  init(
    _ message: MeasuredMessage, of fields: [FieldShape.Field], at path: ValuePath, spare: JSONObject = [:]
  ) {
    self.message = message
    self.path = path
    self.fields = fields
    self.spare = spare
  }

  /// Tries.
  func find() -> Found {
    var found = Found()
    guard case .object(let sample)? = message.data.value(at: path) else { return found }
    let whole = sample.merging(spare) { sample, _ in sample }
    let optional = fields.filter(\.isOptional).map(\.name).filter { whole[$0] != nil }
    let bare = sample.filter { !optional.contains($0.key) }
    let usual = said(sample)
    let choices = fields.map { ($0.name, Self.choices(of: $0.shape)) }.filter { !$0.1.isEmpty }
    var unconditional = said(bare).subtracting(usual)
    for (key, values) in choices {
      for value in values { unconditional.formIntersection(said(bare.merging([key: value]) { $1 })) }
    }
    for error in unconditional.sorted() {
      let helpful = optional.filter { !said(bare, with: $0, of: whole).contains(error) }
      found.rules.append(error)
      if helpful.count == 1 { found.required += helpful }
      if helpful.count > 1 { found.oneOf.append(Group(keys: helpful, isExclusive: isExclusive(helpful, bare, whole))) }
    }
    for (key, values) in choices {
      ask(key, values, beside: bare, whole, optional, known: unconditional.union(usual), into: &found)
    }
    return found
  }

  /// Whether something is said only of two together.
  private func isExclusive(_ keys: [String], _ bare: JSONObject, _ whole: JSONObject) -> Bool {
    let two = bare.merging(whole.filter { keys.prefix(2).contains($0.key) }) { $1 }
    let one = bare.merging(whole.filter { keys.first == $0.key }) { $1 }
    return !said(two).subtracting(said(one)).isEmpty
  }

  /// What each value of a field asks for that not all of them do.
  private func ask(
    _ key: String, _ values: [JSONValue], beside bare: JSONObject, _ whole: JSONObject, _ optional: [String],
    known: Set<String>, into found: inout Found
  ) {
    let each = values.map { value in
      let chosen = bare.merging([key: value]) { $1 }
      return (value: value, chosen: chosen, said: said(chosen).subtracting(known))
    }
    let ofAll = each.dropFirst().reduce(each.first?.said ?? []) { $0.intersection($1.said) }
    for (value, chosen, said) in each {
      for error in said.subtracting(ofAll).sorted() {
        let helpful = optional.filter { $0 != key && !self.said(chosen, with: $0, of: whole).contains(error) }
        if !found.rules.contains(error) { found.rules.append(error) }
        if !helpful.isEmpty { found.byChoice.append(Choice(key: key, value: value, keys: helpful)) }
      }
    }
  }

  /// What is said of the object and of the fields straight in it.
  private func said(_ object: JSONObject) -> Set<String> {
    guard let data = message.data.replacing(path, with: .object(object)) else { return [] }
    let here = path.text
    let names = Set(fields.map { path.appending($0.name).text })
    return Set(
      message.errors(in: data).filter { $0.field == here || names.contains($0.field) }.map { error in
        error.field.isEmpty ? error.message : "\(error.field): \(error.message)"
      })
  }

  private func said(_ bare: JSONObject, with key: String, of whole: JSONObject) -> Set<String> {
    var more = bare
    more[key] = whole[key]
    return said(more)
  }

  private static func choices(of shape: FieldShape) -> [JSONValue] {
    switch shape {
    case .choice(let values): values.map { .string($0) }
    case .boolean: [true, false]
    default: []
    }
  }
}
