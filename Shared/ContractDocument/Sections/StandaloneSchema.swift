import MessageSchemas

/// A schema that needs no other file.
enum StandaloneSchema {
  /// A component with all that it refers to, under a name of its own.
  static func of(
    _ component: String, named urn: String, title: String, in components: [DocumentValue.Member]
  ) -> DocumentValue {
    var known: [String: DocumentValue] = [:]
    for member in components { known[member.key] = member.value }
    var needed: [String] = []
    collect(known[component] ?? .null, known, into: &needed)
    let definitions = needed.sorted().map { name in
      DocumentValue.Member(name, pointing(known[name] ?? .null, from: component))
    }
    let head: [DocumentValue.Member] = [
      .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("$id", .string(urn)),
      .init("title", .string(title)),
    ]
    let own = pointing(known[component] ?? .null, from: component).members
    let isNeeded = definitions.filter { $0.key != component }
    return .object(head + own + (isNeeded.isEmpty ? [] : [.init("definitions", .object(isNeeded))]))
  }

  private static func collect(
    _ value: DocumentValue, _ known: [String: DocumentValue], into needed: inout [String]
  ) {
    switch value {
    case .object(let members):
      for member in members {
        if member.key == "$ref", let name = name(member.value) {
          guard !needed.contains(name) else { continue }
          needed.append(name)
          collect(known[name] ?? .null, known, into: &needed)
        } else {
          collect(member.value, known, into: &needed)
        }
      }
    case .array(let items): for item in items { collect(item, known, into: &needed) }
    default: break
    }
  }

  private static func pointing(_ value: DocumentValue, from component: String) -> DocumentValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          guard member.key == "$ref", let name = name(member.value) else {
            return .init(member.key, pointing(member.value, from: component))
          }
          return .init("$ref", .string(name == component ? "#" : "#/definitions/\(name)"))
        })
    case .array(let items): .array(items.map { pointing($0, from: component) })
    default: value
    }
  }

  private static func name(_ reference: DocumentValue) -> String? {
    guard let text = reference.text, text.hasPrefix(SchemaWriter.prefix) else { return nil }
    return String(text.dropFirst(SchemaWriter.prefix.count))
  }
}
