import MessageSchemas
import Messages
import Topology
import Vocabulary

/// Writes the document, section by section.
struct DocumentWriter {
  let material: ContractDocument.Material
  let comments: SourceComments
  let examples: ExampleValues
  var schemas: SchemaWriter
  /// Sections as they grow.
  var channels: [DocumentValue.Member] = []
  var operations: [DocumentValue.Member] = []
  var messages: [DocumentValue.Member] = []
  /// The messages that may be answers.
  var replies: [DocumentValue.Member] = []
  /// The schemas of messages that are published by themselves: their names, and whether they are data of a type.
  var published: [(file: String, component: String, urn: String)] = []
  /// What keeps the document from being written.
  var defects: [String] = []

  init(_ material: ContractDocument.Material) throws {
    self.material = material
    comments = material.comments
    examples = ExampleValues(material.fixtures.allData)
    schemas = SchemaWriter(comments: comments, examples: examples)
    try writeEnvelopes()
    try writeProblem()
    for command in Contract.commands { try write(command: command) }
    for report in Contract.reports { try write(report: report) }
    for event in Contract.events { try write(event: event) }
    for event in [MessageDeadLettered.self, CommandRefused.self] as [any EventPayload.Type] {
      try write(eventOfAll: event)
    }
    try writeNotifications()
    for finance in Contract.finance { try write(finance: finance) }
    writeReplies()
    writeStream()
    writeDeadLetters()
    defects += schemas.undescribed.map { "\($0) has no comment that says what it is" }
    guard defects.isEmpty else { throw ContractDefects(sentences: defects) }
  }

  /// The whole document.
  func document() throws -> DocumentValue {
    .object([
      .init("asyncapi", "3.0.0"), .init("id", "urn:coopt:contract"), .init("info", info),
      .init("defaultContentType", .string(Prose.contentType)), .init("servers", servers),
      .init("channels", .object(channels)), .init("operations", .object(operations)),
      .init("x-coopt-logins", try Logins.section()), .init("x-coopt-stream", streamSection),
      .init("x-coopt-dead-letters", deadLetterSection), .init("x-coopt-refusals", refusals(ProblemCode.sorted)),
      .init("x-coopt-forms", try AcceptedForms.section(material.fixtures)), .init("x-coopt-syntaxes", syntaxes),
      .init("components", components),
    ])
  }

  private var components: DocumentValue {
    .object([
      .init("schemas", .object(schemas.components)), .init("messages", .object(messages)),
      .init("securitySchemes", Self.securitySchemes),
    ])
  }

  private var info: DocumentValue {
    .object([
      .init("title", "Coopt"), .init("version", .string(ContractDocument.version)),
      .init("description", .string(Prose.description)),
      .init("license", .object([.init("name", "Apache-2.0")])),
      .init(
        "tags",
        .array(
          Prose.tags.map { .object([.init("name", .string($0.name)), .init("description", .string($0.description))]) })),
    ])
  }

  private var syntaxes: DocumentValue {
    .object(
      TextSyntax.all.map { syntax in
        .init(
          syntax.type.text,
          .object([
            .init("description", .string(comments.text(of: syntax.type) ?? syntax.name)),
            .init("example", .string(syntax.example)),
          ]))
      })
  }

  /// The schemas that are published by themselves.
  var standaloneSchemas: [(name: String, schema: DocumentValue)] {
    published.map { file, component, urn in
      (file, StandaloneSchema.of(component, named: urn, title: file, in: schemas.components))
    }
  }
}

extension ProblemCode {
  /// Every code, in the order of the alphabet.
  static var sorted: [ProblemCode] { all.sorted { $0.rawValue < $1.rawValue } }
}
