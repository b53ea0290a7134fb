import Messages

/// Writes JSON Schemas (draft 7, as AsyncAPI 3.0 takes them) of the contract's types.
///
/// Types and keys come from the shapes, descriptions from the comments, limits from what the decoder says. Objects and
/// enumerations that occur in messages become components, which the schemas refer to.
package struct SchemaWriter {
  /// Who writes what is described.
  package enum Direction: Hashable, Sendable {
    /// Others: null is taken where a key may be absent.
    case read
    /// The platform: what is absent has no key.
    case written
  }

  /// The components so far, in the order in which they were first met.
  package private(set) var components: [DocumentValue.Member] = []
  /// What has no comment: types, `type.field`, `type: value`.
  package private(set) var undescribed: [String] = []

  private let comments: SourceComments
  private let examples: ExampleValues
  /// Where components are found.
  package static let prefix = "#/components/schemas/"

  // What is being written.
  private var measured: MeasuredMessage?
  private var direction = Direction.written
  private var message = ""
  /// The types around what is being written, and how they are referred to.
  private var enclosing: [(type: String, reference: String)] = []

  /// A writer with comments, and with examples of fields by their names.
  package init(comments: SourceComments, examples: ExampleValues) {
    self.comments = comments
    self.examples = examples
  }

  /// The schema of a type; `name` is the component that it will be.
  ///
  /// With `measuring` the limits of its fields are measured.
  package mutating func schema(
    of type: any Decodable.Type, named name: String, _ direction: Direction, measuring measured: MeasuredMessage? = nil
  ) throws -> DocumentValue {
    let shape = try FieldShape.probe(type).shape
    self.measured = measured
    self.direction = direction
    message = name
    let text = String(reflecting: type)
    enclosing = [(text, Self.prefix + name)]
    let described = comments.text(of: DeclaredName(reflecting: text)) ?? note(DeclaredName(reflecting: text).text)
    return .object(object(shape.fields, description: described, at: .root))
  }

  /// Keeps a schema as a component.
  package mutating func keep(_ schema: DocumentValue, as name: String) {
    components.append(.init(name, schema))
  }

  // MARK: Objects

  private mutating func object(
    _ fields: [FieldShape.Field], description: String?, at path: ValuePath
  ) -> [DocumentValue.Member] {
    let properties = fields.map { field in
      DocumentValue.Member(field.name, .object(property(field, at: path.appending(field.name))))
    }
    let conditions = direction == .read ? measured.map { tried(fields, in: $0, at: path) } : nil
    let required = fields.filter { !$0.isOptional || conditions?.required.contains($0.name) == true }.map(\.name)
    var members: [DocumentValue.Member] = [.init("type", "object")]
    if let description { members.append(.init("description", .string(description))) }
    members.append(.init("properties", .object(properties)))
    if !required.isEmpty { members.append(.init("required", Self.list(required))) }
    // Unknown keys are ignored: a later version may write more.
    members.append(.init("additionalProperties", true))
    if let conditions { members += Self.members(of: conditions) }
    return members
  }

  private func tried(
    _ fields: [FieldShape.Field], in measured: MeasuredMessage, at path: ValuePath
  ) -> Conditions.Found {
    let missing = fields.filter { $0.isOptional && measured.data.value(at: path.appending($0.name)) == nil }
    let spare = missing.map { ($0.name, examples.value(of: $0.name, $0.shape)) }
    return Conditions(measured, of: fields, at: path, spare: Dictionary(uniqueKeysWithValues: spare)).find()
  }

  private static func members(of conditions: Conditions.Found) -> [DocumentValue.Member] {
    let groups = conditions.oneOf.map { group -> DocumentValue in
      let each = DocumentValue.array(group.keys.map(needing))
      return .object([.init(group.isExclusive ? "oneOf" : "anyOf", each)])
    }
    let choices = conditions.byChoice.map { choice -> DocumentValue in
      let isChosen = DocumentValue.object([
        .init("properties", .object([.init(choice.key, .object([.init("const", DocumentValue(choice.value))]))])),
        .init("required", .array([.string(choice.key)])),
      ])
      let needed = choice.keys.map(needing)
      return .object([
        .init("if", isChosen), .init("then", needed.count == 1 ? needed[0] : .object([.init("anyOf", .array(needed))])),
      ])
    }
    var members: [DocumentValue.Member] = []
    if !(groups + choices).isEmpty { members.append(.init("allOf", .array(groups + choices))) }
    if !conditions.rules.isEmpty { members.append(.init("x-coopt-required-with", list(conditions.rules))) }
    return members
  }

  /// That a field is there, and not null, which would be the same as absent.
  private static func needing(_ key: String) -> DocumentValue {
    .object([
      .init("required", .array([.string(key)])),
      .init("properties", .object([.init(key, .object([.init("not", .object([.init("type", "null")]))]))])),
    ])
  }

  private mutating func property(_ field: FieldShape.Field, at path: ValuePath) -> [DocumentValue.Member] {
    let description =
      comments.text(ofField: field.name, of: field.owner) ?? note("\(field.owner).\(field.name)")
    let limits = told(measured?.limits(of: field, at: path))
    let takesNull = direction == .read && limits.takesNull
    var members: [DocumentValue.Member] = []
    if let description { members.append(.init("description", .string(description))) }
    var value = value(field.shape, of: field.type, limits: limits, at: path)
    if takesNull { value = Self.nullable(value) } else { value = Self.besideDescription(value) }
    members += value
    if takesNull {
      members.append(.init("x-coopt-null", field.isRemovable ? "takes away what was there" : "the same as absent"))
    }
    if let example = example(field, at: path) { members.append(.init("examples", .array([DocumentValue(example)]))) }
    return members
  }

  /// Limits as they hold for whoever the schema is for: what the platform writes it writes one way, however much it takes.
  private func told(_ limits: FieldLimits?) -> FieldLimits {
    guard let limits else { return FieldLimits() }
    return direction == .read ? limits : limits.ofOneForm
  }

  private func example(_ field: FieldShape.Field, at path: ValuePath) -> JSONValue? {
    switch field.shape {
    case .text, .choice, .integer, .number, .boolean:
      // Inside a component one example stands for every message that has it.
      (enclosing.count == 1 ? measured?.data.value(at: path) : nil) ?? examples.value(of: field.name, field.shape)
    default: nil
    }
  }

  // MARK: Values

  private mutating func value(
    _ shape: FieldShape, of type: String, limits: FieldLimits, at path: ValuePath
  ) -> [DocumentValue.Member] {
    switch shape {
    case .text(let syntax): Self.text(syntax, limits)
    case .integer:
      [.init("type", "integer")] + Self.bounds(limits.minimum, limits.maximum, "minimum", "maximum")
        + Self.rules(limits)
    case .number: [.init("type", "number")]
    case .boolean: [.init("type", "boolean")]
    case .anything: []
    case .choice(let values): [.init("$ref", .string(enumeration(values, of: type)))]
    case .list(let element): list(of: element, in: type, limits: limits, at: path)
    case .object(let fields): inner(fields, of: type, at: path)
    }
  }

  private mutating func list(
    of element: FieldShape, in type: String, limits: FieldLimits, at path: ValuePath
  ) -> [DocumentValue.Member] {
    let named = DeclaredName.parameter(of: type, generic: "Swift.Array") ?? Self.type(of: element)
    let limitsOfItem = told(measured?.limits(of: element, at: path.first))
    let item = DocumentValue.object(value(element, of: named, limits: limitsOfItem, at: path.first))
    return [.init("type", "array"), .init("items", item)]
      + Self.bounds(limits.minimumItems, limits.maximumItems, "minItems", "maxItems") + Self.rules(limits)
  }

  /// The type of an element whose list has a type of its own.
  private static func type(of element: FieldShape) -> String {
    element.fields.first.map { "Module.\($0.owner)" } ?? ""
  }

  private mutating func inner(
    _ fields: [FieldShape.Field], of type: String, at path: ValuePath
  ) -> [DocumentValue.Member] {
    if type.hasPrefix("Swift.Dictionary<Swift.String, ") {
      let value: [DocumentValue.Member] = type.hasSuffix(" Swift.String>") ? [.init("type", "string")] : []
      return [.init("type", "object"), .init("additionalProperties", value.isEmpty ? true : .object(value))]
    }
    if let known = enclosing.first(where: { $0.type == type }) { return [.init("$ref", .string(known.reference))] }
    let name = DeclaredName(reflecting: type)
    let described = comments.text(of: name) ?? note(name.text)
    enclosing.append((type, Self.prefix + name.text))
    let schema = DocumentValue.object(object(fields, description: described, at: path))
    enclosing.removeLast()
    return [.init("$ref", .string(component(schema, name.text)))]
  }

  private mutating func enumeration(_ values: [String], of type: String) -> String {
    let name = DeclaredName(reflecting: type)
    let described = comments.text(of: name) ?? note(name.text)
    let meanings = values.compactMap { value in
      (comments.text(ofValue: value, of: name) ?? note("\(name.text): \(value)"))
        .map { DocumentValue.Member(value, .string($0)) }
    }
    var members: [DocumentValue.Member] = [.init("type", "string")]
    if let described { members.append(.init("description", .string(described))) }
    members += [.init("enum", Self.list(values)), .init("x-coopt-values", .object(meanings))]
    return component(.object(members), name.text)
  }

  /// The reference to a component: one of the name where it says the same, else one that the message's name is added to.
  private mutating func component(_ schema: DocumentValue, _ name: String) -> String {
    let alike = components.filter { $0.key == name || $0.key.hasPrefix(name + ".") }
    if let same = alike.first(where: { $0.value == schema }) { return Self.prefix + same.key }
    let first = alike.isEmpty ? name : "\(name).\(message)"
    let isTaken = components.contains { $0.key == first }
    let wanted = isTaken ? "\(first).\(alike.count + 1)" : first
    keep(schema, as: wanted)
    return Self.prefix + wanted
  }

  private mutating func note(_ name: String) -> String? {
    if !undescribed.contains(name) { undescribed.append(name) }
    return nil
  }
}
