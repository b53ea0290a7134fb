/// What finance is told, on `coopt.notifications`: the very data of an event of rewards (W6).
///
/// Finance reads data for programs, so there is no subject and no text around it.
public struct FinanceNotification<Event: EventPayload>: MessagePayload {
  /// `coopt.notifications.finance-<event>.v1`.
  public static var messageType: MessageType {
    MessageType(service: "notifications", name: "finance-\(Event.messageType.name)")
  }

  /// `finance.<event>`, on `coopt.notifications`.
  public static var routingKey: String { "finance.\(Event.messageType.name)" }

  /// The event that is told.
  public var event: Event

  public init(_ event: Event) {
    self.event = event
  }

  /// Reads the event's data.
  public init(from decoder: any Decoder) throws {
    event = try Event(from: decoder)
  }

  /// Reports what breaks the limits of the event.
  public func validate(_ validator: inout Validator) { event.validate(&validator) }

  /// Writes the event's data.
  public func encode(to encoder: any Encoder) throws {
    try event.encode(to: encoder)
  }
}
