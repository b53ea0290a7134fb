import Messages

/// Examples of fields by their names, out of samples of messages: so that one story runs through a document.
package struct ExampleValues: Sendable {
  private var values: [String: [JSONValue]] = [:]

  /// What occurs in samples, in their order.
  package init(_ samples: [JSONValue]) {
    for sample in samples { collect(sample) }
  }

  private mutating func collect(_ value: JSONValue) {
    switch value {
    case .object(let fields):
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
        values[name, default: []].append(value)
        collect(value)
      }
    case .array(let items): items.forEach { collect($0) }
    default: break
    }
  }

  /// The first example of a field that has a shape; else one that the shape alone suggests.
  package func value(of name: String, _ shape: FieldShape) -> JSONValue {
    values[name]?.first { Self.fits($0, shape) } ?? Self.plain(shape, name)
  }

  /// An example of a whole value: every field of an object, one item of a list.
  package func whole(_ shape: FieldShape, named name: String) -> JSONValue {
    switch shape {
    case .object(let fields):
      .object(Dictionary(fields.map { ($0.name, whole($0.shape, named: $0.name)) }) { first, _ in first })
    case .list(let element):
      element == .object([]) ? .array([]) : .array([whole(element, named: name)])
    default: value(of: name, shape)
    }
  }

  private static func fits(_ value: JSONValue, _ shape: FieldShape) -> Bool {
    switch (value, shape) {
    case (.string(let text), .choice(let values)): values.contains(text)
    case (.string(let text), .text(let syntax)):
      TextSyntax.named(syntax).map { Self.isAlike(text, $0) } ?? !text.isEmpty
    case (.integer, .integer), (.boolean, .boolean), (.number, .number), (.integer, .number): true
    case (.object, .anything): true
    default: false
    }
  }

  private static func isAlike(_ text: String, _ syntax: TextSyntax) -> Bool {
    switch syntax.name {
    case "UUID": text.utf8.count == 36 && text.contains("-")
    case "RFC 3339 time": text.contains("T") && text.hasSuffix("Z")
    case "day": text.utf8.count == 10
    case "e-mail address": text.contains("@")
    default: text.utf8.count <= syntax.example.utf8.count
    }
  }

  private static func plain(_ shape: FieldShape, _ name: String) -> JSONValue {
    switch shape {
    case .text(let syntax): .string(TextSyntax.named(syntax)?.example ?? "text")
    case .choice(let values): .string(values.first ?? "")
    case .integer: 1
    case .number: 1
    case .boolean: true
    case .anything, .object, .list: .object([:])
    }
  }
}
