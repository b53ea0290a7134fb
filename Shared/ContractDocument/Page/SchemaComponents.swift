/// The schemas of a document by their names, and each of them with all that it refers to.
struct SchemaComponents {
  private static let prefix = "#/components/schemas/"

  private let schemas: [String: OrderedJSON]

  /// The schemas of a document.
  init(of document: OrderedJSON) {
    schemas = Dictionary(
      (document["components"]?["schemas"]?.members ?? []).map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A schema that needs nothing beside itself, as the published files are: a validator takes it as it is.
  ///
  /// Like those it is of draft 7: what it refers to is under `definitions`.
  func selfContained(_ name: String, title: String) -> OrderedJSON {
    let schema = schemas[name] ?? .object([])
    var needed: Set<String> = []
    collect(schema, into: &needed)
    let definitions = needed.subtracting([name]).sorted().compactMap { other in
      schemas[other].map { OrderedJSON.Member(key: other, value: Self.pointing($0, from: name)) }
    }
    let head: [OrderedJSON.Member] = [
      .init(key: "$schema", value: .string("http://json-schema.org/draft-07/schema#")),
      .init(key: "title", value: .string(title)),
    ]
    return .object(
      head + Self.pointing(schema, from: name).members
        + (definitions.isEmpty ? [] : [.init(key: "definitions", value: .object(definitions))]))
  }

  private func collect(_ value: OrderedJSON, into needed: inout Set<String>) {
    for member in value.members {
      if member.key == "$ref", let name = Self.name(member.value) {
        guard needed.insert(name).inserted else { continue }
        collect(schemas[name] ?? .null, into: &needed)
      } else {
        collect(member.value, into: &needed)
      }
    }
    for item in value.items { collect(item, into: &needed) }
  }

  private static func pointing(_ value: OrderedJSON, from component: String) -> OrderedJSON {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          guard member.key == "$ref", let name = name(member.value) else {
            return .init(key: member.key, value: pointing(member.value, from: component))
          }
          return .init(key: "$ref", value: .string(name == component ? "#" : "#/definitions/\(name)"))
        })
    case .array(let items): .array(items.map { pointing($0, from: component) })
    default: value
    }
  }

  private static func name(_ reference: OrderedJSON) -> String? {
    guard let text = reference.text, text.hasPrefix(prefix) else { return nil }
    return String(text.dropFirst(prefix.count))
  }
}
