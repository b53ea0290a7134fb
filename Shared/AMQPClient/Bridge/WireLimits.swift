extension OutgoingMessage {
  /// Why AMQP 0-9-1 cannot carry the message, whatever the broker; nil when it can.
  ///
  /// librabbitmq would find out in the midst of sending, and cost the connection, with everybody's messages on it.
  func defect(frameMaximum: Int) -> String? {
    let names = [
      ("exchange", exchange), ("routing key", routingKey), ("content type", properties.contentType),
      ("content encoding", properties.contentEncoding), ("correlation id", properties.correlationID),
      ("reply-to", properties.replyTo), ("expiration", properties.expiration), ("message id", properties.messageID),
      ("type", properties.type), ("user id", properties.userID), ("app id", properties.appID),
    ]
    var size = WireLimits.fixedHeaderSize
    for case (let name, let text?) in names {
      let length = text.utf8.count
      guard length <= WireLimits.shortString else { return "its \(name) is longer than 255 bytes" }
      size += length + 1
    }
    if properties.headers.keys.contains(where: { $0.utf8.count > WireLimits.shortString }) {
      return "the name of a header is longer than 255 bytes"
    }
    size += properties.headers.wireSize
    return size <= frameMaximum ? nil : "its headers do not fit into a frame of \(frameMaximum) bytes"
  }
}

/// Sizes on the wire (AMQP 0-9-1, section 4.2).
private enum WireLimits {
  /// Bytes of a short string at most.
  static let shortString = 255
  /// Bytes around the properties' texts: frame, class, body size, flags, delivery mode, timestamp; rounded up.
  static let fixedHeaderSize = 64
}

extension AMQPFieldValue {
  /// Bytes on the wire, with the one that tells the kind.
  fileprivate var wireSize: Int {
    switch self {
    case .null: 1
    case .boolean: 2
    case .integer, .double, .timestamp: 9
    case .string(let text): 5 + text.utf8.count
    case .array(let values): values.reduce(5) { $0 + $1.wireSize }
    case .table(let fields): 1 + fields.wireSize
    }
  }
}

extension [String: AMQPFieldValue] {
  fileprivate var wireSize: Int {
    reduce(4) { $0 + 1 + $1.key.utf8.count + $1.value.wireSize }
  }
}
