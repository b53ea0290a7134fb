import MessageSchemas
import Messages
import Topology
import Vocabulary

// What people and their tools are told: one message for each audience and each thing that it can be told.
extension DocumentWriter {
  mutating func writeNotifications() throws {
    let base = try schemas.schema(of: NotificationMessage.self, named: "notification", .written)
    schemas.keep(base, as: "notification")
    for told in material.notifications { try write(told, base: base) }
  }

  private mutating func write(_ told: ToldNotification, base: DocumentValue) throws {
    let type = told.type
    let name = "\(type.routingKey).v\(type.version)"
    guard let example = told.example else {
      defects.append("no sample makes the notification \(told.audience.rawValue)-\(told.name)")
      return
    }
    schemas.keep(schema(of: told, base: base), as: name)
    published.append((type.description, name, type.dataSchema))
    var sample = sample(of: MessageType(service: "notifications", name: "member-reward-granted"))
    let data = try Self.value(of: example)
    sample["type"] = .string(type.description)
    sample["dataschema"] = .string(type.dataSchema)
    if told.beginsStory {
      sample["correlationid"] = sample["id"]
      sample["causationid"] = nil
    }
    sample["data"] = data.replacing(ValuePath.root.appending("notificationId"), with: sample["subject"]) ?? data
    let recipient = told.audience.hasRecipients
    let parameter = "\(told.audience == .invitee ? "invitation" : told.audience.rawValue)Id"
    let address =
      recipient ? "\(told.audience.rawValue).{\(parameter)}.\(told.name)" : "\(told.audience.rawValue).\(told.name)"
    try tell(
      name: name, type: type.description, description: told.description, sample: sample,
      Telling(
        id: "notifications.\(told.audience.rawValue).\(told.name)", exchange: .notifications, address: address,
        tags: [told.audience.rawValue, "notification"],
        parameter: recipient ? (parameter, Prose.recipients[told.audience] ?? "Whom it is for.", []) : nil))
  }

  private static func value(of message: NotificationMessage) throws -> JSONValue {
    JSONValue(json: try MessageCoder().encode(payload: message)) ?? .null
  }

  private mutating func schema(of told: ToldNotification, base: DocumentValue) -> DocumentValue {
    let details = details(of: told)
    let properties = (base["properties"]?.members ?? []).compactMap { member -> DocumentValue.Member? in
      switch member.key {
      case "audience": .init("audience", Self.fixed(told.audience.rawValue, member.value))
      case "name": .init("name", Self.fixed(told.name, member.value))
      case "details": .init("details", details)
      case "recipientId": told.audience.hasRecipients ? member : nil
      default: member
      }
    }
    let required = (base["required"]?.items ?? []) + (told.audience.hasRecipients ? ["recipientId"] : [])
    return .object([
      .init("type", "object"), .init("description", .string(told.description)),
      .init("properties", .object(properties)), .init("required", .array(required)),
      .init("additionalProperties", true),
    ])
  }

  private static func fixed(_ value: String, _ schema: DocumentValue) -> DocumentValue {
    .object([
      .init("description", schema["description"] ?? ""), .init("const", .string(value)),
    ])
  }

  /// The fields that were really composed: those of the events as their own schemas say, others by their values.
  private mutating func details(of told: ToldNotification) -> DocumentValue {
    var properties: [DocumentValue.Member] = []
    for event in told.events {
      let component = schemas.components.first { $0.key == Self.component(of: event) }?.value
      if component == nil { defects.append("\(told.type) tells of \(event), which has no schema") }
      properties += (component?["properties"]?.members ?? []).filter { member in
        told.keys.contains(member.key) && !properties.contains { $0.key == member.key }
      }
    }
    let others = told.keys.filter { key in !properties.contains { $0.key == key } }
    for key in others.sorted() {
      properties.append(.init(key, described(told.value(of: key) ?? .null, at: key, of: told)))
    }
    if told.audience == .staff, !told.keys.contains("actor") {
      properties.append(.init("actor", described("ada.lovelace", at: "actor", of: told)))
    }
    let required = properties.map(\.key).filter { told.keysOfAll.contains($0) }
    return .object(
      [
        .init("type", "object"), .init("description", .string(Prose.details)),
        .init("properties", .object(properties)),
      ] + (required.isEmpty ? [] : [.init("required", .array(required.map { .string($0) }))])
        + [.init("additionalProperties", true)])
  }

  private static func component(of event: MessageType) -> String {
    let ofAll = [MessageDeadLettered.messageType.name, CommandRefused.messageType.name]
    return ofAll.contains(event.name) ? "\(event.name).v1" : "\(event.routingKey).v\(event.version)"
  }

  /// What a value shows of its type, with what stands in the list of disclosed fields.
  private mutating func described(_ value: JSONValue, at path: String, of told: ToldNotification) -> DocumentValue {
    let description = DisclosedFields.descriptions[path]
    if description == nil { defects.append("\(told.type): details.\(path) is described nowhere") }
    var members: [DocumentValue.Member] = [.init("description", .string(description ?? ""))]
    switch value {
    case .object(let fields):
      let properties = fields.sorted { $0.key < $1.key }.map { key, value in
        DocumentValue.Member(key, described(value, at: "\(path).\(key)", of: told))
      }
      members += [
        .init("type", "object"), .init("properties", .object(properties)), .init("additionalProperties", true),
      ]
    case .array: members.append(.init("type", "array"))
    case .string: members += [.init("type", "string"), .init("examples", .array([DocumentValue(value)]))]
    case .integer: members += [.init("type", "integer"), .init("examples", .array([DocumentValue(value)]))]
    case .number: members.append(.init("type", "number"))
    case .boolean: members.append(.init("type", "boolean"))
    case .null: break
    }
    return .object(members)
  }
}

extension ToldNotification {
  /// Whether nothing in the envelope leads back to what caused it (M8).
  fileprivate var beginsStory: Bool { audience != .staff && audience != .member }
}
