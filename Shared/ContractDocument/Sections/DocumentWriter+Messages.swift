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
            .init("examples", .array(entry.examples.map(Self.example))),
          ] + entry.extensions)))
    return "#/components/messages/\(entry.name)"
  }

  private static func example(
    _ example: (name: String, summary: String, envelope: JSONValue)
  ) -> DocumentValue {
    .object([
      .init("name", .string(example.name)), .init("summary", .string(example.summary)),
      .init("payload", ordered(example.envelope)),
    ])
  }

  /// An envelope with its attributes in the order in which people read them.
  static func ordered(_ envelope: JSONValue) -> DocumentValue {
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

  func refusals(_ codes: [ProblemCode]) -> DocumentValue {
    .array(
      codes.map { code in
        .object([
          .init("code", .string(code.rawValue)), .init("title", .string(code.title)),
          .init("status", .integer(code.status)),
          .init("description", .string(comments.text(ofCode: code.rawValue) ?? code.title)),
        ])
      })
  }
}
