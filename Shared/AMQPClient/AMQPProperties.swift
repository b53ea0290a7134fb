/// The properties of a message (AMQP 0-9-1, section 4.2.6.1), those that Coopt uses.
public struct AMQPProperties: Hashable, Sendable {
  /// MIME type of the body.
  public var contentType: String?
  /// MIME encoding of the body.
  public var contentEncoding: String?
  /// Named values beside the body.
  public var headers: [String: AMQPFieldValue]
  /// Whether the broker keeps the message on disk (delivery mode 2).
  public var isPersistent: Bool
  /// Ties a reply to its request.
  public var correlationID: String?
  /// The queue that awaits a reply.
  public var replyTo: String?
  /// Milliseconds that the message may wait, as text.
  public var expiration: String?
  /// The message's identity.
  public var messageID: String?
  /// Seconds since 1970.
  public var timestamp: UInt64?
  /// The message's type.
  public var type: String?
  /// The user that the broker vouches for.
  public var userID: String?
  /// The application that sent the message.
  public var appID: String?

  /// Properties of a message, persistent unless said otherwise.
  public init(
    contentType: String? = nil,
    contentEncoding: String? = nil,
    headers: [String: AMQPFieldValue] = [:],
    isPersistent: Bool = true,
    correlationID: String? = nil,
    replyTo: String? = nil,
    expiration: String? = nil,
    messageID: String? = nil,
    timestamp: UInt64? = nil,
    type: String? = nil,
    userID: String? = nil,
    appID: String? = nil
  ) {
    self.contentType = contentType
    self.contentEncoding = contentEncoding
    self.headers = headers
    self.isPersistent = isPersistent
    self.correlationID = correlationID
    self.replyTo = replyTo
    self.expiration = expiration
    self.messageID = messageID
    self.timestamp = timestamp
    self.type = type
    self.userID = userID
    self.appID = appID
  }
}
