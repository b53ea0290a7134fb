import Messages

/// The place of a message in its story, kept so that what it causes later still continues that story.
public struct Story: Codable, Hashable, Sendable {
  /// The message's `id`, as its sender wrote it.
  public let messageID: String
  /// The first message of the story.
  public let correlationID: String
  /// The message's W3C trace context.
  public let traceParent: String?
  /// What came with it.
  public let traceState: String?
  /// Who decided by hand what the message says, or what it follows from (A2).
  public let actor: String?

  public init(
    messageID: String, correlationID: String, traceParent: String? = nil, traceState: String? = nil,
    actor: String? = nil
  ) {
    self.messageID = messageID
    self.correlationID = correlationID
    self.traceParent = traceParent
    self.traceState = traceState
    self.actor = actor
  }
}

extension Incoming {
  /// The message's place in its story.
  public var story: Story {
    Story(
      messageID: event.envelopeID.description, correlationID: correlationID, traceParent: event.traceParent,
      traceState: event.traceState, actor: event.actor)
  }
}
