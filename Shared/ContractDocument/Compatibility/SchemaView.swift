import Messages

/// A schema as it is compared: references followed, null told apart, and what is for people left out.
struct SchemaView {
  /// The types that a value may have, null among them; empty where any.
  let types: Set<String>
  let properties: [String: JSONValue]
  let required: Set<String>
  /// The texts that are allowed; nil where any.
  let values: Set<String>?
  /// Bounds by their keyword.
  let bounds: [String: Int]
  let syntax: Syntax
  /// What asks fields for each other, as text.
  let conditions: Set<String>
  let items: JSONValue?
  /// What it is in the words of the document.
  let description: String
  /// The component that it is, where it is one.
  let component: String?

  /// What texts look like.
  struct Syntax: Hashable {
    let format: String?
    let pattern: String?
    let name: String?
    let alsoTakes: Set<String>
  }

  static let boundaries = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"]

  init(_ schema: JSONValue, in components: JSONObject) {
    var schema = schema
    var isNullable = false
    var component: String?
    let description = schema["description"]?.text
    // A reference stands by itself, beside a description or beside null.
    while let (inner, null) = Self.inside(schema) {
      isNullable = isNullable || null
      if let name = inner["$ref"]?.text?.split(separator: "/").last {
        component = String(name)
        schema = components[String(name)] ?? .null
      } else {
        schema = inner
      }
    }
    let own = schema["type"].map { type in Set(type.array?.compactMap(\.text) ?? [type.text].compactMap(\.self)) } ?? []
    types = own.isEmpty || !isNullable ? own : own.union(["null"])
    properties = schema["properties"]?.object ?? [:]
    required = Set((schema["required"]?.array ?? []).compactMap(\.text))
    let fixed = schema["const"].map { [$0] }
    values = (schema["enum"]?.array ?? fixed).map { Set($0.compactMap(\.text)) }
    bounds = Self.boundaries.reduce(into: [:]) { $0[$1] = schema[$1]?.number }
    syntax = Syntax(
      format: schema["format"]?.text, pattern: schema["pattern"]?.text, name: schema["x-coopt-syntax"]?.text,
      alsoTakes: Set((schema["x-coopt-also-takes"]?.array ?? []).compactMap(\.text)))
    conditions = Set((schema["allOf"]?.array ?? []).map(Self.text))
    items = schema["items"]
    self.description = description ?? schema["description"]?.text ?? ""
    self.component = component
  }

  /// What a schema refers to, and whether null is allowed beside; nil for one that says what it is itself.
  private static func inside(_ schema: JSONValue) -> (JSONValue, Bool)? {
    if schema["$ref"] != nil { return (.object(["$ref": schema["$ref"] ?? .null]), false) }
    if schema["properties"] == nil, let all = schema["allOf"]?.array, all.count == 1, all[0]["$ref"] != nil {
      return (all[0], false)
    }
    if let any = schema["anyOf"]?.array, let one = any.first(where: { $0["$ref"] != nil }) { return (one, true) }
    return nil
  }

  /// A value as a text that is the same for the same value.
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .object(let fields):
      "{" + fields.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    case .array(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .boolean(let truth): String(truth)
    case .null: "null"
    }
  }
}
