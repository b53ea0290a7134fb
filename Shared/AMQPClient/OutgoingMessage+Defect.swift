import FoundationEssentials

extension OutgoingMessage {
  /// Bytes of a frame as RabbitMQ agrees to by default, and as this client asks for.
  public static let usualFrameMaximum = 131_072

  /// Bytes around the properties' texts, rounded up: frame, class, body size, flags, numbers, the length of headers, and the
  /// user's name, which the connection adds.
  static let fixedHeaderSize = 64 + 256

  /// Why the message cannot be sent, whatever the queue; nil when it can.
  ///
  /// librabbitmq or the broker would find out in the midst of sending, and cost the connection, with everybody's messages
  /// on it.
  public func defect(frameMaximum: Int = Self.usualFrameMaximum) -> String? {
    guard exchange.utf8.count <= AMQPLimits.shortString else { return Self.tooLong("exchange") }
    guard routingKey.utf8.count <= AMQPLimits.shortString else { return Self.tooLong("routing key") }
    var size = Self.fixedHeaderSize
    if let name = properties.addTexts(to: &size) { return Self.tooLong(name.rawValue) }
    if let expiration = properties.expiration, !Self.isExpiration(expiration) {
      return "its expiration is no number of milliseconds"
    }
    if !properties.areRoutesLists { return "its header CC or BCC is no list" }
    do throws(WireDefect) {
      size += try properties.headers.wireSize(depth: 1) + properties.otherHeaders.wireSize(depth: 1)
    } catch {
      return error.sentence
    }
    return size <= frameMaximum ? nil : "its headers do not fit into a frame of \(frameMaximum) bytes"
  }

  private static func tooLong(_ name: String) -> String { "its \(name) is longer than 255 bytes" }

  /// Whether the broker takes a text for milliseconds that a message may wait.
  static func isExpiration(_ text: String) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } && UInt32(text) != nil
  }
}

extension AMQPProperties {
  /// Adds the texts' bytes on the wire; the name of one that is too long.
  fileprivate func addTexts(to size: inout Int) -> Text? {
    func add(_ text: String?, _ name: Text) -> Bool {
      guard let text else { return true }
      let count = raw(name, insteadOf: text)?.count ?? text.utf8.count
      size += count + 1
      return count <= AMQPLimits.shortString
    }
    if !add(contentType, .contentType) { return .contentType }
    if !add(contentEncoding, .contentEncoding) { return .contentEncoding }
    if !add(correlationID, .correlationID) { return .correlationID }
    if !add(replyTo, .replyTo) { return .replyTo }
    if !add(expiration, .expiration) { return .expiration }
    if !add(messageID, .messageID) { return .messageID }
    if !add(type, .type) { return .type }
    if !add(userID, .userID) { return .userID }
    if !add(appID, .appID) { return .appID }
    if !add(clusterID, .clusterID) { return .clusterID }
    return nil
  }

  /// Whether the headers that route are what the broker takes: it closes the channel over any other kind.
  var areRoutesLists: Bool {
    headers.isEmpty || (Self.isList(headers["CC"]) && Self.isList(headers["BCC"]))
  }

  private static func isList(_ value: AMQPFieldValue?) -> Bool {
    switch value {
    case nil, .array: true
    default: false
    }
  }
}
