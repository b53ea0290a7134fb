import ContractDocument
import Messages

extension Mutation {
  /// Every kind of change that the rules of compatibility speak of.
  static let all = fields + needs + values + limits + messages + rights

  private static func isRequired(_ schema: JSONValue, _ key: String) -> Bool {
    schema.at(["required"])?.texts.contains(key) ?? false
  }

  private static func requiring(_ schema: JSONValue, _ change: ([String]) -> [String]) -> JSONValue {
    let required = change(schema.at(["required"])?.texts ?? [])
    return schema.setting(["required"], to: .array(required.map { .string($0) }))
  }

  private static func without(_ schema: JSONValue, _ key: String) -> JSONValue {
    requiring(schema.setting(["properties", key], to: nil)) { $0.filter { $0 != key } }
  }

  private static func renamed(_ schema: JSONValue, _ key: String) -> JSONValue {
    let property = schema.at(["properties", key])
    return requiring(without(schema, key).setting(["properties", "renamedKey"], to: property)) {
      isRequired(schema, key) ? $0 + ["renamedKey"] : $0
    }
  }

  private static let fields = [
    property("a key that others send is removed", .sent, .fieldRemoved, .breaking, where: { _, _, _ in true }) {
      without($0, $1)
    },
    property(
      "a key that was always told is removed", .told, .fieldRemoved, .breaking,
      where: { schema, key, _ in
        isRequired(schema, key)
      }
    ) { without($0, $1) },
    property(
      "a key that was told at times is removed", .told, .fieldRemoved, .warning,
      where: { schema, key, _ in
        !isRequired(schema, key)
      }
    ) { without($0, $1) },
    property(
      "a key that others send is renamed", .sent, .fieldRenamed, .breaking, naming: "renamedKey",
      where: { _, _, _ in true }
    ) {
      renamed($0, $1)
    },
    property(
      "a key that is told is renamed", .told, .fieldRenamed, .breaking, naming: "renamedKey", where: { _, _, _ in true }
    ) {
      renamed($0, $1)
    },
    property("a key that may be sent is added", .sent, .fieldAdded, .compatible, where: { _, _, _ in true }) {
      schema, _ in
      schema.setting(["properties", "laterKey"], to: .object(["type": "string", "description": "Later."]))
    },
    property("a key that is told is added", .told, .fieldAdded, .compatible, where: { _, _, _ in true }) { schema, _ in
      schema.setting(["properties", "laterKey"], to: .object(["type": "string", "description": "Later."]))
    },
  ]

  private static let needs = [
    property(
      "what may be sent has to be", .sent, .becameRequired, .breaking,
      where: { schema, key, _ in
        !isRequired(schema, key)
      }
    ) { schema, key in requiring(schema) { $0 + [key] } },
    property(
      "what had to be sent may be left out", .sent, .becameOptional, .compatible,
      where: { schema, key, _ in
        isRequired(schema, key)
      }
    ) { schema, key in requiring(schema) { $0.filter { $0 != key } } },
    property(
      "what was always told may be missing", .told, .becameOptional, .breaking,
      where: { schema, key, _ in
        isRequired(schema, key)
      }
    ) { schema, key in requiring(schema) { $0.filter { $0 != key } } },
    property(
      "what was told at times is always", .told, .becameRequired, .compatible,
      where: { schema, key, _ in
        !isRequired(schema, key)
      }
    ) { schema, key in requiring(schema) { $0 + [key] } },
    property("a key is added that has to be sent", .sent, .becameRequired, .breaking, where: { _, _, _ in true }) {
      schema, _ in
      requiring(schema.setting(["properties", "laterKey"], to: .object(["type": "string", "description": "Later."]))) {
        $0 + ["laterKey"]
      }
    },
    property(
      "fields that others send ask for each other", .sent, .conditionAdded, .breaking,
      where: { schema, _, _ in
        schema.at(["allOf"]) == nil
      }
    ) { schema, key in
      let condition: JSONValue = .object(["anyOf": .array([.object(["required": .array([.string(key)])])])])
      return schema.setting(["allOf"], to: .array([condition, .object(["type": "object"])]))
    },
  ]

  private static func isText(_ property: JSONValue) -> Bool { property.at(["type"])?.text == "string" }

  private static let values = [
    property("a text that others send becomes a number", .sent, .typeNarrowed, .breaking, where: { isText($2) }) {
      schema, key in
      schema.setting(["properties", key, "type"], to: "integer")
    },
    property("a text that others send may be a number, too", .sent, .typeWidened, .compatible, where: { isText($2) }) {
      schema, key in
      schema.setting(["properties", key, "type"], to: .array(["string", "integer"]))
    },
    property("a text that is told may be a number, too", .told, .typeWidened, .breaking, where: { isText($2) }) {
      schema, key in
      schema.setting(["properties", key, "type"], to: .array(["string", "integer"]))
    },
    property(
      "a text that others send follows another pattern", .sent, .syntaxChanged, .breaking,
      where: {
        isText($2) && $2.at(["pattern"]) != nil
      }
    ) { schema, key in schema.setting(["properties", key, "pattern"], to: "^[a-z]{3}$") },
    property(
      "a text that others send follows no pattern any more", .sent, .syntaxChanged, .compatible,
      where: {
        isText($2) && $2.at(["pattern"]) != nil && $2.at(["format"]) == nil
      }
    ) { schema, key in schema.setting(["properties", key, "pattern"], to: nil) },
    enumeration("a value that others send is removed", "ClosingReason", .valueRemoved, .breaking) {
      Array($0.dropLast())
    },
    enumeration("a value may be sent besides", "ClosingReason", .valueAdded, .compatible) { $0 + ["later-value"] },
    enumeration("a value is told besides", "UnattributedReason", .valueAdded, .warning) { $0 + ["later-value"] },
    enumeration("a value is told to finance besides", "BeneficiaryKind", .valueAdded, .breaking) {
      $0 + ["later-value"]
    },
  ]

  /// Changes the values of an enumeration, which occurs where it matters.
  private static func enumeration(
    _ description: String, _ name: String, _ kind: ContractChange.Kind, _ verdict: ContractChange.Verdict,
    change: @escaping @Sendable ([String]) -> [String]
  ) -> Mutation {
    Mutation(description, kind, verdict) { document, _ in
      let path = ["components", "schemas", name, "enum"]
      guard let values = document.at(path)?.texts, !values.isEmpty else { return nil }
      return document.setting(path, to: .array(change(values).map { .string($0) }))
    }
  }

  private static func limited(_ keyword: String) -> @Sendable (JSONValue, String, JSONValue) -> Bool {
    { _, _, property in (property.at([keyword])?.number ?? 0) > 1 }
  }

  private static func changing(
    _ keyword: String, _ change: @escaping @Sendable (Int) -> Int
  ) -> @Sendable (JSONValue, String) -> JSONValue {
    { schema, key in
      let path = ["properties", key, keyword]
      return schema.setting(path, to: .integer(change(schema.at(path)?.number ?? 0)))
    }
  }

  private static let limits = [
    property(
      "less may be sent", .sent, .limitNarrowed, .breaking, where: limited("maxLength"),
      change: changing("maxLength") { $0 - 1 }),
    property(
      "more may be sent", .sent, .limitWidened, .compatible, where: limited("maxLength"),
      change: changing("maxLength") { $0 * 2 }),
    property(
      "fewer may be sent", .sent, .limitNarrowed, .breaking, where: limited("maxItems"),
      change: changing("maxItems") { $0 - 1 }),
    property(
      "a smaller number may be sent", .sent, .limitNarrowed, .breaking, where: limited("maximum"),
      change: changing("maximum") { $0 / 2 }),
    property("a limit is set", .sent, .limitNarrowed, .breaking, where: { isText($2) && $2.at(["maxLength"]) == nil }) {
      schema, key in
      schema.setting(["properties", key, "maxLength"], to: 20)
    },
    property(
      "more may be told", .told, .limitWidened, .warning, where: limited("maxLength"),
      change: changing("maxLength") { $0 * 2 }),
  ]

  private static let messages = [
    operation("a message that others send is removed", .sent, .messageRemoved, .breaking) { document, id in
      document.setting(["operations", id], to: nil)
    },
    operation("a notification is removed", .told, .messageRemoved, .breaking) { document, id in
      document.setting(["operations", id], to: nil)
    },
    operation(
      "a message that others send is renamed", .sent, .messageRenamed, .breaking, naming: "commands.later",
      where: { $0.at(["description"]) != nil }
    ) { document, id in
      document.setting(["operations", "commands.later"], to: document.at(["operations", id]))
        .setting(["operations", id], to: nil)
    },
    operation("a message is added", .told, .messageAdded, .compatible) { document, id in
      let operation = document.at(["operations", id])?.setting(["description"], to: "Later.")
      return document.setting(["operations", "notifications.later"], to: operation)
    },
    operation("an exchange is another", .sent, .routeChanged, .breaking) { document, id in
      document.setting(["channels", id, "bindings", "amqp", "exchange", "name"], to: "coopt.later")
    },
    operation("a key is another", .told, .routeChanged, .breaking) { document, id in
      document.setting(["channels", id, "address"], to: "later.key")
    },
    operation(
      "who decides has to be named", .sent, .actorAsked, .breaking,
      where: { $0.at(["x-coopt-actor"])?.text == "optional" }
    ) { document, id in
      document.setting(["operations", id, "x-coopt-actor"], to: "required")
    },
    operation(
      "who decides need not be named", .sent, .actorNotAsked, .compatible,
      where: { $0.at(["x-coopt-actor"])?.text == "required" }
    ) { document, id in
      document.setting(["operations", id, "x-coopt-actor"], to: "optional")
    },
    operation("there is a further refusal", .sent, .refusalAdded, .warning) { document, id in
      guard case .array(let codes)? = document.at(["operations", id, "x-coopt-refusals"]) else { return nil }
      let later: JSONValue = .object(["code": "later-code", "title": "Later.", "status": 409])
      return document.setting(["operations", id, "x-coopt-refusals"], to: .array(codes + [later]))
    },
    operation("a refusal is given no more", .sent, .refusalRemoved, .compatible) { document, id in
      guard case .array(let codes)? = document.at(["operations", id, "x-coopt-refusals"]) else { return nil }
      return document.setting(["operations", id, "x-coopt-refusals"], to: .array(Array(codes.dropFirst())))
    },
  ]

  private static let rights = [
    operation("a login may not send it any more", .sent, .permissionTaken, .breaking) { document, id in
      guard let logins = document.at(["operations", id, "x-coopt-sent-by"])?.texts, !logins.isEmpty else { return nil }
      return document.setting(
        ["operations", id, "x-coopt-sent-by"], to: .array(logins.dropFirst().map { .string($0) }))
    },
    Mutation("a login may not have its queues any more", .permissionTaken, .breaking) { document, generator in
      guard case .array(var logins)? = document.at(["x-coopt-logins"]),
        let index = logins.indices.randomElement(using: &generator)
      else { return nil }
      logins[index] = logins[index].setting(["declares"], to: .array([]))
      return document.setting(["x-coopt-logins"], to: .array(logins))
    },
    Mutation("a header of dead letters goes", .headerRemoved, .breaking) { document, generator in
      let path = ["x-coopt-dead-letters", "headers"]
      guard case .array(var headers)? = document.at(path), let index = headers.indices.randomElement(using: &generator)
      else { return nil }
      headers.remove(at: index)
      return document.setting(path, to: .array(headers))
    },
  ]
}
