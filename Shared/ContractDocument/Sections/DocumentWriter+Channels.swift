import MessageSchemas
import Topology

extension DocumentWriter {
  mutating func addChannel(
    _ id: String, address: String, title: String, description: String, exchange: Exchange,
    messages: [(name: String, reference: String)],
    parameter: (name: String, description: String, values: [String])? = nil
  ) {
    var members: [DocumentValue.Member] = [
      .init("address", .string(address)), .init("title", .string(title)), .init("description", .string(description)),
      .init(
        "messages",
        .object(messages.map { .init($0.name, .object([.init("$ref", .string($0.reference))])) })),
    ]
    if let parameter { members.append(.init("parameters", .object([Self.parameter(parameter)]))) }
    members.append(.init("bindings", Self.binding(exchange)))
    channels.append(.init(id, .object(members)))
  }

  private static func parameter(
    _ parameter: (name: String, description: String, values: [String])
  ) -> DocumentValue.Member {
    var members: [DocumentValue.Member] = [.init("description", .string(parameter.description))]
    if !parameter.values.isEmpty {
      members.append(.init("enum", .array(parameter.values.map { .string($0) })))
    }
    return .init(parameter.name, .object(members))
  }

  private static func binding(_ exchange: Exchange) -> DocumentValue {
    .object([
      .init(
        "amqp",
        .object([
          .init("is", "routingKey"),
          .init(
            "exchange",
            .object([
              .init("name", .string(exchange.rawValue)), .init("type", .string(exchange.kind)), .init("durable", true),
              .init("autoDelete", false), .init("vhost", .string(Topology.virtualHost)),
            ])), .init("bindingVersion", "0.3.0"),
        ]))
    ])
  }

  static func queueBinding(_ name: String) -> DocumentValue {
    .object([
      .init(
        "amqp",
        .object([
          .init("is", "queue"),
          .init(
            "queue",
            .object([
              .init("name", .string(name)), .init("durable", true), .init("exclusive", false),
              .init("autoDelete", false), .init("vhost", .string(Topology.virtualHost)),
            ])), .init("bindingVersion", "0.3.0"),
        ]))
    ])
  }

  /// Answers go where the sender says.
  mutating func writeReplies() {
    let rejected = DocumentValue.Member("rejected", .object([.init("$ref", "#/components/messages/rejected")]))
    channels.append(
      .init(
        "replies",
        .object([
          .init("address", .null), .init("title", "Answers"), .init("description", .string(Prose.replyAddress)),
          .init("messages", .object(replies + [rejected])),
        ])))
  }

  /// The stream has every notification of some days.
  mutating func writeStream() {
    let told = operations.filter { $0.key.hasPrefix("notifications.") }.map(\.key)
    let messages = told.flatMap { id in channels.first { $0.key == id }?.value["messages"]?.members ?? [] }
    let id = "notifications-stream"
    channels.append(
      .init(
        id,
        .object([
          .init("address", .string(Topology.notificationsStream)),
          .init("title", .string(Topology.notificationsStream)),
          .init("description", .string(Prose.stream)), .init("messages", .object(messages)),
          .init("bindings", Self.queueBinding(Topology.notificationsStream)),
        ])))
    operations.append(
      .init(
        id,
        .object([
          .init("action", "send"), .init("channel", .object([.init("$ref", .string("#/channels/\(id)"))])),
          .init("title", .string(Topology.notificationsStream)),
          .init("summary", "Replays what people and their tools were told."),
          .init("description", .string(Prose.stream)),
          .init("tags", .array([.object([.init("name", "notification")])])),
          .init("bindings", .object([.init("amqp", .object([.init("ack", true), .init("bindingVersion", "0.3.0")]))])),
          .init("x-coopt-kind", "stream"), .init("x-coopt-bound-by", .array([.string(Topology.staff.name)])),
        ])))
  }
}
