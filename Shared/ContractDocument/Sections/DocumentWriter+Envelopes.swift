import MessageSchemas
import Messages
import Vocabulary

// What is around every message: CloudEvents' attributes, and AMQP's properties.
extension DocumentWriter {
  mutating func writeEnvelopes() throws {
    schemas.keep(try envelope(isSent: true), as: "EnvelopeToSend")
    schemas.keep(try envelope(isSent: false), as: "Envelope")
    schemas.keep(Self.properties(isSent: true), as: "PropertiesToSend")
    schemas.keep(Self.properties(isSent: false), as: "Properties")
  }

  /// An attribute of the envelope.
  private struct Attribute {
    let name: String
    let type: FieldShape
    let description: String
    var isRequired = false
    var isAlwaysWritten = false
    var fixed: String?
  }

  private static let attributes = [
    Attribute(
      name: "specversion", type: .text(syntax: nil), description: "The version of CloudEvents.", isRequired: true,
      isAlwaysWritten: true, fixed: "1.0"),
    Attribute(
      name: "id", type: .text(syntax: nil),
      description: "The message's id: a UUID, or any other text. The same one from the same `source` counts once.",
      isRequired: true, isAlwaysWritten: true),
    Attribute(
      name: "source", type: .text(syntax: nil),
      description:
        "Who sent it: a URI of your own, `https://ats.example.com` for instance, the same in every message; `/coopt/<service>` is the platform's. At most 512 bytes.",
      isRequired: true, isAlwaysWritten: true),
    Attribute(
      name: "type", type: .text(syntax: nil), description: "What the message is.", isRequired: true,
      isAlwaysWritten: true),
    Attribute(
      name: "time", type: .text(syntax: "RFC 3339 time"), description: "When the message was made.",
      isAlwaysWritten: true),
    Attribute(
      name: "subject", type: .text(syntax: nil), description: "The id of the thing that the message is about."),
    Attribute(
      name: "datacontenttype", type: .text(syntax: nil), description: "What `data` are: JSON.", isAlwaysWritten: true),
    Attribute(
      name: "dataschema", type: .text(syntax: nil),
      description: "`urn:coopt:schema:<service>.<name>:v<N>`, the `$id` of the schema of `data`.", isAlwaysWritten: true
    ),
    Attribute(
      name: "correlationid", type: .text(syntax: nil), description: "The first message of the story.",
      isAlwaysWritten: true),
    Attribute(
      name: "causationid", type: .text(syntax: nil), description: "The `id` of the message that caused this one."),
    Attribute(
      name: "traceparent", type: .text(syntax: nil),
      description: "The W3C trace context; one that is malformed is ignored."),
    Attribute(
      name: "tracestate", type: .text(syntax: nil), description: "What other systems say of the trace (W3C)."),
    Attribute(
      name: "actor", type: .text(syntax: nil),
      description:
        "Who decided by hand, in the directory of the tool that sent it (A2): a name or a number. It travels with what follows, and staff alone are told."
    ),
  ]

  private mutating func envelope(isSent: Bool) throws -> DocumentValue {
    var sample = sample(of: GetCharter.messageType)
    sample["subject"] = "subject"
    sample["tracestate"] = "a=1"
    sample["actor"] = "ada.lovelace"
    let measured = MeasuredMessage(envelope: CloudEvent<GetCharter>.self, attributes: .object(sample))
    let properties = Self.attributes.map { attribute in
      DocumentValue.Member(attribute.name, Self.schema(of: attribute, isSent: isSent, measured))
    }
    let required = Self.attributes.filter { isSent ? $0.isRequired : $0.isAlwaysWritten }.map(\.name)
    return .object([
      .init("type", "object"),
      .init(
        "description",
        .string(
          "A message in its envelope: CloudEvents 1.0, structured JSON mode."
            + (isSent ? " What is not asked for may be left out." : ""))),
      .init("properties", .object(properties)),
      .init("required", .array((required + (isSent ? [] : ["data"])).map { .string($0) })),
      .init("additionalProperties", true),
    ])
  }

  private static func schema(of attribute: Attribute, isSent: Bool, _ measured: MeasuredMessage) -> DocumentValue {
    var members: [DocumentValue.Member] = [.init("description", .string(attribute.description))]
    if let fixed = attribute.fixed { return .object(members + [.init("const", .string(fixed))]) }
    let field = FieldShape.Field(name: attribute.name, shape: attribute.type, isOptional: !attribute.isRequired)
    members += SchemaWriter.schema(of: field, of: measured, isSent: isSent)
    return .object(members)
  }

  private static func properties(isSent: Bool) -> DocumentValue {
    let described: [(name: String, amqp: String, description: String, type: DocumentValue)] = [
      ("messageId", "message_id", "The envelope's `id`.", "string"),
      ("type", "type", "The envelope's `type`.", "string"),
      (
        "contentType", "content_type", "`application/cloudevents+json`, or `application/json` in binary mode.", "string"
      ),
      ("deliveryMode", "delivery_mode", "2, persistent.", "integer"),
      ("timestamp", "timestamp", "The envelope's `time` in seconds.", "integer"),
      (
        "userId", "user_id",
        isSent
          ? "Your own login: the broker refuses another. Required where a report names a `sourceSystem` that is yours alone."
          : "The login that published it, which the broker vouches for: `notifications`, or `<service>-replies` of an answer.",
        "string"
      ),
      ("appId", "app_id", "The service.", "string"),
      ("replyTo", "reply_to", "Where the answer goes.", "string"),
      ("correlationId", "correlation_id", "Comes back with the answer.", "string"),
    ]
    let wanted = isSent ? described.filter { $0.name != "appId" } : described.filter { $0.name != "replyTo" }
    let properties = wanted.map { property in
      DocumentValue.Member(
        property.name,
        .object([
          .init("type", property.type), .init("description", .string(property.description)),
          .init("x-coopt-amqp-property", .string(property.amqp)),
        ]))
    }
    let trace = DocumentValue.Member(
      "traceparent",
      .object([
        .init("type", "string"), .init("description", "A header: the W3C trace context of this hop."),
        .init("x-coopt-amqp-header", "traceparent"),
      ]))
    return .object([
      .init("type", "object"), .init("description", "The properties and headers of AMQP."),
      .init("properties", .object(properties + [trace])),
    ])
  }

  /// The refusal that any command may get.
  mutating func writeProblem() throws {
    let schema = try schemas.schema(of: Problem.self, named: "Problem", .written)
    schemas.keep(schema, as: "rejected")
    published.append((ReplyType.rejected.description, "rejected", ReplyType.rejected.dataSchema))
    var entry = MessageEntry(
      name: "rejected", type: ReplyType.rejected.description, description: text(of: Problem.self), isSent: false)
    let sample = sample(of: ReplyType.rejected)
    entry.examples = [("invalid-message", "A field breaks the schema.", .object(sample))]
    _ = add(entry)
  }
}
