import MessageSchemas
import Messages
import Topology
import Vocabulary

// What others send: commands, questions among them, and reports.
extension DocumentWriter {
  mutating func write<Payload: CommandPayload>(command: Payload.Type) throws {
    let type = command.messageType
    let isQuestion = Contract.isQuestion(type)
    try write(
      command, on: .commands, under: type.routingKey, id: "commands.\(type.routingKey)", tag: type.service,
      kind: isQuestion ? "question" : "command")
  }

  mutating func write<Payload: ReportPayload>(report: Payload.Type) throws {
    try write(
      report, on: .integration, under: report.routingKey, id: "integration.\(report.routingKey)", tag: "integration",
      kind: "report")
  }

  private mutating func write<Payload: CommandPayload>(
    _ payload: Payload.Type, on exchange: Exchange, under key: String, id: String, tag: String, kind: String
  ) throws {
    let type = payload.messageType
    let name = "\(type.routingKey).v\(type.version)"
    let sample = sample(of: type)
    let data = sample["data"] ?? .object([:])
    let measured = MeasuredMessage(payload, data: data)
    for error in measured.errors(in: data) { defects.append("the sample of \(type): \(error.field) \(error.message)") }
    let schema = try schemas.schema(of: payload, named: name, .read, measuring: measured)
    keep(schema, as: name, of: type)
    let description = text(of: payload)
    var entry = MessageEntry(name: name, type: type.description, description: description, isSent: true)
    entry.examples = [("full", "With every field.", envelope(sample, data: data))]
    if let least = Self.least(measured) {
      entry.examples.append(("least", "With what it must have.", envelope(Self.bare(sample), data: least)))
    }
    let reference = add(entry)
    try writeResult(of: payload, name: name, on: exchange)
    addChannel(
      id, address: key, title: key, description: Self.summary(description), exchange: exchange,
      messages: [(name, reference)])
    let actor = try Self.actor(payload, data)
    operations.append(
      .init(
        id,
        .object(
          [
            .init("action", "receive"), .init("channel", .object([.init("$ref", .string("#/channels/\(id)"))])),
            .init("title", .string(key)), .init("summary", .string(Self.summary(description))),
            .init("description", .string(description)),
            .init("tags", .array([tag, kind].map { .object([.init("name", .string($0))]) })),
            .init("messages", .array([.object([.init("$ref", .string("#/channels/\(id)/messages/\(name)"))])])),
            .init("bindings", Self.inboundBinding), .init("reply", Self.reply(name)),
            .init("x-coopt-kind", .string(kind)), .init("x-coopt-actor", .string(actor)),
            .init("x-coopt-sent-by", .array(try Logins.whoPublishes(exchange, key).map { .string($0) })),
            .init("x-coopt-refusals", refusals(Self.codes(payload, actor: actor, isQuestion: kind == "question"))),
          ])))
  }

  mutating func keep(_ schema: DocumentValue, as name: String, of type: MessageType) {
    schemas.keep(schema, as: name)
    published.append((type.description, name, type.dataSchema))
  }

  /// What an accepted reply holds.
  private mutating func writeResult<Payload: CommandPayload>(
    of payload: Payload.Type, name: String, on exchange: Exchange
  ) throws {
    let type = payload.messageType
    let component = "\(name).result"
    let schema = try schemas.schema(of: Payload.Result.self, named: component, .written)
    schemas.keep(schema, as: component)
    published.append(("\(type.description).result", component, "\(type.dataSchema):result"))
    let shape = try FieldShape.probe(Payload.Result.self).shape
    var sample = sample(of: ReplyType.accepted)
    let service = exchange == .commands ? type.service : type.name.hasPrefix("payout") ? "rewards" : "recommendations"
    sample["source"] = .string("/coopt/\(service)")
    var entry = MessageEntry(
      name: component, type: ReplyType.accepted.description,
      description: "The answer to an accepted `\(name.dropLast(3))`: \(Self.summary(text(of: Payload.Result.self)))",
      isSent: false)
    entry.examples = Self.answers(examples.whole(shape, named: name)).map {
      ($0.name, $0.summary, envelope(sample, data: $0.data))
    }
    replies.append(.init(component, .object([.init("$ref", .string(add(entry)))])))
  }

  /// The answers that a result stands for: where an outcome has a reason or has none, one of each.
  private static func answers(_ whole: JSONValue) -> [(name: String, summary: String, data: JSONValue)] {
    guard case .object(var fields) = whole, fields["reason"] != nil, fields["outcome"] != nil else {
      return [("accepted", "As it is answered.", whole)]
    }
    fields["outcome"] = .string(HireOutcome.unattributed.rawValue)
    let unattributed = JSONValue.object(fields)
    fields["outcome"] = .string(HireOutcome.attributed.rawValue)
    fields["reason"] = nil
    return [
      ("accepted", "It belongs to a recommendation.", .object(fields)),
      ("unattributed", "It belongs to none.", unattributed),
    ]
  }

  private static func reply(_ name: String) -> DocumentValue {
    let messages = ["\(name).result", "rejected"].map { reply in
      DocumentValue.object([.init("$ref", .string("#/channels/replies/messages/\(reply)"))])
    }
    return .object([
      .init(
        "address",
        .object([
          .init("location", "$message.header#/replyTo"),
          .init("description", .string(Prose.replyAddress)),
        ])),
      .init("channel", .object([.init("$ref", "#/channels/replies")])), .init("messages", .array(messages)),
    ])
  }

  private static let inboundBinding: DocumentValue = .object([
    .init(
      "amqp",
      .object([
        .init("deliveryMode", 2), .init("mandatory", true), .init("ack", true), .init("bindingVersion", "0.3.0"),
      ]))
  ])

  /// What every message of a kind may be refused with besides its own codes.
  private static func codes(_ payload: any CommandPayload.Type, actor: String, isQuestion: Bool) -> [ProblemCode] {
    var codes = payload.refusals
    codes += [.invalidMessage] + (actor == "optional" ? [] : [.actorRequired])
    codes += isQuestion ? [] : [.idAlreadyUsed]
    codes += [.internalError]
    return codes.enumerated().filter { codes.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }

  /// Whether it has to say who decides (A2): `required`, `sometimes`, by what it says, or `optional`.
  private static func actor<Payload: CommandPayload>(
    _ payload: Payload.Type, _ data: JSONValue
  ) throws -> String {
    let answers = Variations.of(data, as: try FieldShape.probe(payload).shape).compactMap { data in
      guard let body = try? MessageCoder().encode(payload: data) else { return nil as Bool? }
      return try? MessageCoder().decode(payload: payload, from: body).requiresActor
    }
    if answers.allSatisfy({ !$0 }) { return "optional" }
    return answers.allSatisfy { $0 } ? "required" : "sometimes"
  }

  /// Data with the fewest fields that are taken; nil where that is all of them.
  private static func least(_ measured: MeasuredMessage) -> JSONValue? {
    guard case .object(var fields) = measured.data else { return nil }
    let all = fields
    for key in all.keys.sorted() {
      let value = fields.removeValue(forKey: key)
      if !measured.errors(in: .object(fields)).isEmpty { fields[key] = value }
    }
    return fields.count < all.count ? .object(fields) : nil
  }

  /// An envelope with what it must have, and its time.
  private static func bare(_ sample: JSONObject) -> JSONObject {
    sample.filter { ["specversion", "id", "source", "type", "time", "actor"].contains($0.key) }
  }
}
