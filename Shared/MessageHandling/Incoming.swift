public import Messages
public import Vocabulary

/// A message as a handler sees it: decoded, validated, and not handled before.
public struct Incoming<Payload: MessagePayload>: Sendable {
  /// The message in its envelope.
  public let event: CloudEvent<Payload>
  /// When this service took it from its queue; the same instant for every message of a batch.
  public let receivedAt: Timestamp

  /// A message taken from a queue at an instant.
  public init(event: CloudEvent<Payload>, receivedAt: Timestamp) {
    self.event = event
    self.receivedAt = receivedAt
  }

  /// The payload.
  public var data: Payload { event.data }
  /// The message's identity; what it causes in the books names it.
  public var id: MessageID { event.id }
  /// The first message of the story that this one belongs to.
  public var correlationID: String { event.correlationID ?? event.envelopeID.description }
}
