import Messages

/// A document of the contract that was read, such as what a service told.
package struct ContractPart: Sendable {
  private let document: JSONObject

  package init(_ document: JSONObject) {
    self.document = document
  }

  /// What it says of a message: `message`, and the `schemas` that it needs, by their names; nil where it has no such type.
  package func message(ofType type: String) -> JSONObject? {
    guard case .object(let messages) = document["components"]?["messages"],
      let message = messages.values.first(where: { $0["title"]?.string == type })
    else { return nil }
    var schemas: JSONObject = [:]
    collect(from: message, into: &schemas)
    return ["message": message, "schemas": .object(schemas)]
  }

  private func collect(from value: JSONValue, into schemas: inout JSONObject) {
    switch value {
    case .object(let object):
      if let name = object["$ref"]?.string.flatMap(Self.schema), schemas[name] == nil,
        let schema = document["components"]?["schemas"]?[name]
      {
        schemas[name] = schema
        collect(from: schema, into: &schemas)
      }
      for inner in object.values { collect(from: inner, into: &schemas) }
    case .array(let items):
      for item in items { collect(from: item, into: &schemas) }
    default: break
    }
  }

  private static func schema(_ reference: String) -> String? {
    let prefix = "#/components/schemas/"
    return reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : nil
  }
}
