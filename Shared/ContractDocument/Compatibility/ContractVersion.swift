import FoundationEssentials
import Messages

/// A document as it is compared: its operations, their schemas and the permissions.
public struct ContractVersion: Sendable {
  /// Who writes a message, and who relies on it.
  enum Direction: Sendable {
    /// Others write it, the platform reads it.
    case sent
    /// The platform writes it, people and their tools read it.
    case told
    /// The platform writes it, a program reads it that pays by it, with nobody in between.
    case paidBy
  }

  /// A message that is sent or told somewhere.
  struct Operation: Sendable {
    let id: String
    let direction: Direction
    let description: String
    let exchange: JSONValue
    let address: String
    let types: Set<String>
    /// The schemas of what it carries: `data`, and `result` of an answer.
    let bodies: [(name: String, schema: JSONValue, direction: Direction)]
    let actor: String
    let refusals: Set<String>
    let logins: Set<String>
  }

  let operations: [String: Operation]
  let schemas: JSONObject
  /// What each kind of login may do: texts such as `binds coopt.notifications member.#`.
  let rights: [String: Set<String>]
  /// The headers of dead letters.
  let deadLetterHeaders: Set<String>

  /// Reads a document; throws `ContractDefects` for what is none.
  public init(json text: String) throws {
    guard let document = JSONValue(json: Data(text.utf8)) else {
      throw ContractDefects(sentences: ["a document is no JSON"])
    }
    try self.init(document)
  }

  /// Looks at a document; throws `ContractDefects` for what is none.
  package init(_ document: JSONValue) throws {
    guard let operations = document["operations"]?.object else {
      throw ContractDefects(sentences: ["a document is no AsyncAPI"])
    }
    schemas = document["components"]?["schemas"]?.object ?? [:]
    var read: [String: Operation] = [:]
    for (id, operation) in operations { read[id] = Self.operation(id, operation, in: document) }
    self.operations = read
    rights = Self.rights(document["x-coopt-logins"]?.array ?? [])
    deadLetterHeaders = Set((document["x-coopt-dead-letters"]?["headers"]?.array ?? []).compactMap { $0["name"]?.text })
  }

  private static func operation(_ id: String, _ operation: JSONValue, in document: JSONValue) -> Operation {
    let channel = document.at(operation["channel"]?["$ref"])
    let isSent = operation["action"]?.text == "receive"
    let tags = (operation["tags"]?.array ?? []).compactMap { $0["name"]?.text }
    let direction: Direction = isSent ? .sent : tags.contains("finance") ? .paidBy : .told
    let messages = (operation["messages"]?.array ?? []).compactMap { reference -> JSONValue? in
      document.at(document.at(reference["$ref"])?["$ref"])
    }
    var bodies = messages.compactMap { message in
      body(of: message).map { (name: "", schema: $0, direction: direction) }
    }
    let answers = (operation["reply"]?["messages"]?.array ?? []).compactMap { reference in
      document.at(document.at(reference["$ref"])?["$ref"])
    }
    bodies += answers.filter { $0["name"]?.text != "rejected" }.compactMap { message in
      body(of: message).map { (name: "result", schema: $0, direction: .told) }
    }
    let amqp = channel?["bindings"]?["amqp"]
    let logins = operation["x-coopt-sent-by"] ?? operation["x-coopt-bound-by"]
    return Operation(
      id: id, direction: direction, description: operation["description"]?.text ?? "",
      exchange: amqp?["exchange"] ?? amqp?["queue"] ?? .null, address: channel?["address"]?.text ?? "",
      types: Set(messages.compactMap { $0["title"]?.text }), bodies: bodies,
      actor: operation["x-coopt-actor"]?.text ?? "optional",
      refusals: Set((operation["x-coopt-refusals"]?.array ?? []).compactMap { $0["code"]?.text }),
      logins: Set((logins?.array ?? []).compactMap(\.text)))
  }

  /// The schema of a message's `data`.
  private static func body(of message: JSONValue) -> JSONValue? {
    (message["payload"]?["allOf"]?.array ?? []).lazy.compactMap { $0["properties"]?["data"] }.first
  }

  private static func rights(_ logins: [JSONValue]) -> [String: Set<String>] {
    logins.reduce(into: [:]) { rights, login in
      var own: Set<String> = []
      for word in ["publishes", "binds"] {
        for entry in login[word]?.array ?? [] {
          let keys = (entry["keys"]?.array ?? []).compactMap(\.text)
          own.formUnion(keys.map { "\(word) \($0) on \(entry["exchange"]?.text ?? "")" })
        }
      }
      for word in ["consumes", "declares"] {
        own.formUnion((login[word]?.array ?? []).compactMap(\.text).map { "\(word) \($0)" })
      }
      rights[login["kind"]?.text ?? ""] = own
    }
  }
}

extension JSONValue {
  /// The value of a key of an object.
  subscript(key: String) -> JSONValue? { object?[key] }

  /// The fields of an object.
  var object: JSONObject? { if case .object(let fields) = self { fields } else { nil } }

  /// The items of a list.
  var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }

  /// The text, where it is one.
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The whole number, where it is one.
  var number: Int? { if case .integer(let number) = self { number } else { nil } }

  /// What a reference within the document leads to.
  func at(_ reference: JSONValue?) -> JSONValue? {
    guard let path = reference?.text, path.hasPrefix("#/") else { return nil }
    return path.dropFirst(2).split(separator: "/").reduce(into: JSONValue?.some(self)) { value, key in
      value = value?[String(key)]
    }
  }
}
