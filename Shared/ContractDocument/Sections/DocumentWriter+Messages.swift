import MessageSchemas
import Messages
import Topology
import Vocabulary

/// What a message of the document is made from.
struct MessageEntry {
  /// The component's name, of the message and of its `data`.
  let name: String
  /// The CloudEvents type.
  let type: String
  /// What it says of itself.
  let description: String
  /// Samples: their names, and the envelopes.
  var examples: [(name: String, summary: String, envelope: JSONValue)] = []
  /// Whether others send it.
  let isSent: Bool
  /// What types look like, where several carry it.
  var typePattern: String?
  /// What else is said of it.
  var extensions: [DocumentValue.Member] = []
}

extension DocumentWriter {
  /// Adds a message whose `data` are a component of its name; returns where it is.
  mutating func add(_ entry: MessageEntry) -> String {
    let envelope = entry.isSent ? "EnvelopeToSend" : "Envelope"
    let type = DocumentValue.object([
      entry.typePattern.map { .init("pattern", .string($0)) } ?? .init("const", .string(entry.type))
    ])
    let data = DocumentValue.object([.init("$ref", .string(SchemaWriter.prefix + entry.name))])
    let own = DocumentValue.object([
      .init("type", "object"), .init("properties", .object([.init("type", type), .init("data", data)])),
      .init("required", ["type", "data"]),
    ])
    let payload = DocumentValue.array([.object([.init("$ref", .string(SchemaWriter.prefix + envelope))]), own])
    let properties = entry.isSent ? "PropertiesToSend" : "Properties"
    messages.append(
      .init(
        entry.name,
        .object(
          [
            .init("name", .string(entry.name)), .init("title", .string(entry.type)),
            .init("summary", .string(Self.summary(entry.description))),
            .init("description", .string(entry.description)),
            .init("contentType", .string(Prose.contentType)),
            .init("headers", .object([.init("$ref", .string(SchemaWriter.prefix + properties))])),
            .init("payload", .object([.init("allOf", payload)])),
            .init(
              "correlationId",
              .object([
                .init("description", "The first message of the story."),
                .init("location", "$message.payload#/correlationid"),
              ])),
            .init("bindings", Self.messageBinding(entry.type)),
            .init("examples", .array(entry.examples.map { example($0, like: entry.name) })),
          ] + entry.extensions)))
    return "#/components/messages/\(entry.name)"
  }

  private func example(
    _ example: (name: String, summary: String, envelope: JSONValue), like component: String
  ) -> DocumentValue {
    .object([
      .init("name", .string(example.name)), .init("summary", .string(example.summary)),
      .init("payload", ordered(example.envelope, like: component)),
    ])
  }

  /// An envelope with its attributes in the order in which people read them, and the fields of its data in their schema's.
  func ordered(_ envelope: JSONValue, like component: String) -> DocumentValue {
    .object(
      Self.ordered(envelope).members.map { member in
        guard member.key == "data" else { return member }
        let schema: DocumentValue = .object([.init("$ref", .string(SchemaWriter.prefix + component))])
        return .init("data", arranged(member.value, like: schema))
      })
  }

  private func arranged(_ value: DocumentValue, like schema: DocumentValue) -> DocumentValue {
    let schema = resolved(schema)
    switch value {
    case .array(let items):
      return .array(items.map { arranged($0, like: schema["items"] ?? .null) })
    case .object(let members):
      let properties = schema["properties"]?.members ?? []
      let known = properties.compactMap { property in
        members.first { $0.key == property.key }.map {
          DocumentValue.Member($0.key, arranged($0.value, like: property.value))
        }
      }
      return .object(known + members.filter { member in !properties.contains { $0.key == member.key } })
    default: return value
    }
  }

  /// The schema that a reference leads to, straight or beside a description.
  private func resolved(_ schema: DocumentValue) -> DocumentValue {
    let inside = schema["allOf"]?.items.first ?? schema["anyOf"]?.items.first
    guard let text = (schema["$ref"] ?? inside?["$ref"])?.text else { return schema }
    let name = text.dropFirst(SchemaWriter.prefix.count)
    return schemas.components.first { $0.key == name }?.value ?? schema
  }

  private static func ordered(_ envelope: JSONValue) -> DocumentValue {
    let order = [
      "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "correlationid",
      "causationid", "traceparent", "actor",
    ]
    let members = DocumentValue(envelope).members
    let first = order.compactMap { key in members.first { $0.key == key } }
    return .object(first + members.filter { !order.contains($0.key) })
  }

  static func messageBinding(_ type: String) -> DocumentValue {
    .object([
      .init(
        "amqp",
        .object([
          .init("contentEncoding", "utf-8"), .init("messageType", .string(type)), .init("bindingVersion", "0.3.0"),
        ]))
    ])
  }

  /// The first paragraph's first sentence.
  static func summary(_ description: String) -> String {
    let paragraph = description.split(separator: "\n\n", maxSplits: 1).first.map(String.init) ?? description
    guard let end = paragraph.firstRange(of: ". ") else { return paragraph }
    return String(paragraph[..<end.lowerBound]) + "."
  }

  /// The envelope of a sample with what a message of its kind carries: other `data`, another type.
  func envelope(_ sample: JSONObject, data: JSONValue) -> JSONValue {
    var envelope = sample
    envelope["data"] = data
    return .object(envelope)
  }

  /// The sample of a type; a defect where there is none.
  mutating func sample(of type: MessageType) -> JSONObject {
    if let sample = material.fixtures[type] { return sample }
    defects.append("\(type) has no sample \(type.routingKey).v\(type.version).json")
    return ["data": .object([:])]
  }

  /// What a type says of itself; a defect where it says nothing.
  mutating func text(of type: any Any.Type) -> String {
    let name = DeclaredName(reflecting: String(reflecting: type))
    if let text = comments.text(of: name) { return text }
    defects.append("\(name.text) has no comment that says what it is")
    return ""
  }

  /// What is said of a code beyond its title, where there is more.
  private func description(of code: ProblemCode) -> String {
    guard let text = comments.text(ofCode: code.rawValue), text != code.title else { return code.title }
    let title = code.title + "\n\n"
    return text.hasPrefix(title) ? String(text.dropFirst(title.count)) : text
  }

  func refusals(_ codes: [ProblemCode]) -> DocumentValue {
    .array(
      codes.map { code in
        .object([
          .init("code", .string(code.rawValue)), .init("title", .string(code.title)),
          .init("status", .integer(code.status)),
          .init("description", .string(description(of: code))),
        ])
      })
  }
}
