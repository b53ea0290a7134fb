import AMQPClient
import FoundationEssentials
import Messages
import ServiceRuntime
import Vocabulary

/// What the platform tells on `coopt.notifications`, in the form in which the service of notifications sends it.
struct Told: Sendable {
  /// Whose word the platform's notifications are.
  static let login = "notifications"

  /// The envelope's id.
  let id: String
  /// The message.
  let message: OutgoingMessage

  private init<Payload>(_ event: CloudEvent<Payload>, under routingKey: String) throws {
    id = event.id.description
    message = OutgoingMessage.told(
      id: event.id, type: event.type, time: event.time ?? .now, routingKey: routingKey,
      body: try MessageCoder().encode(event))
  }

  /// An instruction to pay, or that one is not to be paid any more.
  static func finance<Event: EventPayload>(_ event: Event) throws -> Told {
    typealias Payload = FinanceNotification<Event>
    return try Told(
      CloudEvent(
        source: "/coopt/notifications", type: Payload.messageType.description, time: .now, subject: event.subject,
        dataSchema: Payload.messageType.dataSchema, data: Payload(event)),
      under: Payload.routingKey)
  }

  /// A notification.
  static func notification(_ message: NotificationMessage, at time: Timestamp = .now) throws -> Told {
    try Told(
      CloudEvent(
        source: "/coopt/notifications", type: message.messageType.description, time: time,
        subject: message.notificationId.description, dataSchema: message.messageType.dataSchema, data: message),
      under: message.routingKey)
  }

  private init(id: String, message: OutgoingMessage) {
    self.id = id
    self.message = message
  }

  /// The same with keys that no version of the contract knows, in the envelope and in `data`.
  var withUnknownKeys: Told {
    guard case .object(var envelope)? = JSONValue(text: String(decoding: message.body, as: UTF8.self)),
      case .object(var data)? = envelope["data"]
    else { return self }
    data["laterField"] = .object(["nested": .array([1, "two", .null]), "empty": .object([:])])
    envelope["data"] = .object(data)
    envelope["laterattribute"] = "ignored"
    var message = message
    message.body = (try? MessageCoder().encode(payload: envelope)) ?? message.body
    return Told(id: id, message: message)
  }
}
