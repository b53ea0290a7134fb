import MessageSchemas
import Messages
import Topology
import Vocabulary

// What the platform tells: events, which services tell each other, and what finance reads.
extension DocumentWriter {
  mutating func write<Payload: EventPayload>(event: Payload.Type) throws {
    let type = event.messageType
    let name = "\(type.routingKey).v\(type.version)"
    let sample = sample(of: type)
    try write(event, name: name, sample: sample)
    keep(as: name, type.description, type.dataSchema)
    let description = text(of: event)
    try tell(
      name: name, type: type.description, description: description, sample: sample,
      Telling(
        id: "events.\(type.routingKey)", exchange: .events, address: type.routingKey, tags: [type.service, "event"]))
  }

  /// An event that every service tells under its own name.
  mutating func write<Payload: EventPayload>(eventOfAll event: Payload.Type) throws {
    let type = event.messageType
    let name = "\(type.name).v\(type.version)"
    let sample = sample(of: MessageType(service: "rewards", name: type.name))
    try write(event, name: name, sample: sample)
    let description = text(of: event)
    var entry = MessageEntry(
      name: name, type: "coopt.{service}.\(type.name).v1", description: description, isSent: false)
    entry.typePattern = "^coopt\\.[a-z]+\\.\(type.name)\\.v1$"
    entry.examples = [("rewards", "As rewards tells it.", .object(sample))]
    let reference = add(entry)
    try tell(
      name: name, reference: reference, description: description,
      Telling(
        id: "events.any.\(type.name)", exchange: .events, address: "{service}.\(type.name)", tags: ["event"],
        parameter: ("service", "The service that tells it.", ServiceName.allCases.map(\.rawValue))))
  }

  mutating func write<Payload: MessagePayload>(finance: Payload.Type) throws {
    let type = finance.messageType
    let name = "\(type.routingKey).v\(type.version)"
    let sample = sample(of: type)
    try write(finance, name: name, sample: sample)
    keep(as: name, type.description, type.dataSchema)
    let event = String(type.name.dropFirst("finance-".count))
    let description =
      comments.text(of: DeclaredName(reflecting: "Messages." + Self.swiftName(event))) ?? text(of: finance)
    try tell(
      name: name, type: type.description, description: "\(description)\n\n\(Prose.finance)", sample: sample,
      Telling(
        id: "notifications.finance.\(event)", exchange: .notifications, address: "finance.\(event)",
        tags: ["finance", "notification"]))
  }

  /// `payout-requested` is `PayoutRequested`.
  private static func swiftName(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private mutating func write<Payload: MessagePayload>(
    _ payload: Payload.Type, name: String, sample: JSONObject
  ) throws {
    let data = sample["data"] ?? .object([:])
    let measured = MeasuredMessage(payload, data: data)
    for error in measured.errors(in: data) { defects.append("the sample of \(name): \(error.field) \(error.message)") }
    schemas.keep(try schemas.schema(of: payload, named: name, .written, measuring: measured), as: name)
  }

  private mutating func keep(as name: String, _ file: String, _ urn: String) {
    published.append((file, name, urn))
  }

  mutating func tell(
    name: String, type: String, description: String, sample: JSONObject, _ telling: Telling
  ) throws {
    var entry = MessageEntry(name: name, type: type, description: description, isSent: false)
    entry.examples = [("told", "As it is told.", .object(sample))]
    let reference = add(entry)
    try tell(name: name, reference: reference, description: description, telling)
  }

  /// A channel for a message, and the operation that sends it.
  private mutating func tell(
    name: String, reference: String, description: String, _ telling: Telling
  ) throws {
    addChannel(
      telling.id, address: telling.address, title: telling.address, description: Self.summary(description),
      exchange: telling.exchange, messages: [(name, reference)], parameter: telling.parameter)
    operations.append(
      .init(
        telling.id,
        .object([
          .init("action", "send"), .init("channel", .object([.init("$ref", .string("#/channels/\(telling.id)"))])),
          .init("title", .string(telling.address)), .init("summary", .string(Self.summary(description))),
          .init("description", .string(description)),
          .init("tags", .array(telling.tags.map { .object([.init("name", .string($0))]) })),
          .init("messages", .array([.object([.init("$ref", .string("#/channels/\(telling.id)/messages/\(name)"))])])),
          .init("bindings", Self.outboundBinding),
          .init("x-coopt-kind", .string(telling.tags.last ?? "event")),
          .init(
            "x-coopt-bound-by",
            .array(try Logins.whoBinds(telling.exchange, telling.bindingKey).map { .string($0) })),
        ])))
  }

  private static let outboundBinding: DocumentValue = .object([
    .init(
      "amqp",
      .object([
        .init("deliveryMode", 2), .init("mandatory", true), .init("timestamp", true), .init("ack", true),
        .init("bindingVersion", "0.3.0"),
      ]))
  ])
}

/// Where a message is told.
struct Telling {
  /// The channel's and the operation's name.
  let id: String
  /// Where it is published.
  let exchange: Exchange
  /// The routing key, with a parameter in braces where it has one.
  let address: String
  /// What it belongs to; the last is what kind of message it is.
  let tags: [String]
  /// The parameter: its name, what it is, and its values where they are known.
  var parameter: (name: String, description: String, values: [String])?

  /// A key that binds what the address stands for.
  var bindingKey: String {
    guard let parameter else { return address }
    return address.replacing("{\(parameter.name)}", with: "*")
  }
}
