public import FoundationEssentials

/// The properties of a message (AMQP 0-9-1, section 4.2.6.1).
public struct AMQPProperties: Hashable, Sendable {
  /// MIME type of the body.
  public var contentType: String?
  /// MIME encoding of the body.
  public var contentEncoding: String?
  /// Named values beside the body.
  public var headers: [String: AMQPFieldValue]
  /// Headers that `headers` has no room for, in their order: the name is no UTF-8, or another header had it before.
  public var otherHeaders: [AMQPTableEntry] = []
  /// Whether the broker keeps the message on disk: delivery mode 2, as opposed to 1 or none, which mean the same.
  public var isPersistent: Bool
  /// How urgent the message is, for queues that heed it.
  public var priority: UInt8?
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
  /// The user that the broker vouches for; a connection names its own where this is nil.
  public var userID: String?
  /// The application that sent the message.
  public var appID: String?
  /// Deprecated in AMQP 0-9-1, where it is reserved; kept for whoever sent it.
  public var clusterID: String?
  /// What the sender wrote where a text above is no UTF-8: that text is a repaired copy, to be shown and not to be trusted.
  ///
  /// Sent on instead of the text, for as long as the text is not changed.
  public internal(set) var rawTexts: [Text: Data] = [:]

  /// Names a property that is a text.
  public enum Text: String, Hashable, Sendable, CaseIterable {
    /// `contentType`
    case contentType = "content-type"
    /// `contentEncoding`
    case contentEncoding = "content-encoding"
    /// `correlationID`
    case correlationID = "correlation-id"
    /// `replyTo`
    case replyTo = "reply-to"
    /// `expiration`
    case expiration
    /// `messageID`
    case messageID = "message-id"
    /// `type`
    case type
    /// `userID`
    case userID = "user-id"
    /// `appID`
    case appID = "app-id"
    /// `clusterID`
    case clusterID = "cluster-id"
  }

  /// Properties of a message, persistent unless said otherwise.
  public init(
    contentType: String? = nil,
    contentEncoding: String? = nil,
    headers: [String: AMQPFieldValue] = [:],
    isPersistent: Bool = true,
    priority: UInt8? = nil,
    correlationID: String? = nil,
    replyTo: String? = nil,
    expiration: String? = nil,
    messageID: String? = nil,
    timestamp: UInt64? = nil,
    type: String? = nil,
    userID: String? = nil,
    appID: String? = nil,
    clusterID: String? = nil
  ) {
    self.contentType = contentType
    self.contentEncoding = contentEncoding
    self.headers = headers
    self.isPersistent = isPersistent
    self.priority = priority
    self.correlationID = correlationID
    self.replyTo = replyTo
    self.expiration = expiration
    self.messageID = messageID
    self.timestamp = timestamp
    self.type = type
    self.userID = userID
    self.appID = appID
    self.clusterID = clusterID
  }

  /// One of the texts.
  public subscript(text: Text) -> String? {
    get { self[keyPath: text.property] }
    set { self[keyPath: text.property] = newValue }
  }

  /// Bytes in the place of a text that is no UTF-8.
  public mutating func setRaw(_ bytes: Data, for text: Text) {
    self[text] = String(decoding: bytes, as: UTF8.self)
    rawTexts[text] = bytes
  }
}

extension AMQPProperties.Text {
  fileprivate var property: WritableKeyPath<AMQPProperties, String?> {
    switch self {
    case .contentType: \.contentType
    case .contentEncoding: \.contentEncoding
    case .correlationID: \.correlationID
    case .replyTo: \.replyTo
    case .expiration: \.expiration
    case .messageID: \.messageID
    case .type: \.type
    case .userID: \.userID
    case .appID: \.appID
    case .clusterID: \.clusterID
    }
  }
}
