import NIOCore

/// What a client and a broker say to each other, as far as a kit asks about it.
package enum WireMethod: Hashable, Sendable {
  /// A method by its numbers.
  package struct MethodName: Hashable, Sendable {
    /// The class.
    package let group: UInt16
    /// The method within the class.
    package let method: UInt16

    package init(group: UInt16, method: UInt16) {
      self.group = group
      self.method = method
    }

    /// `exchange.declare`.
    package static let exchangeDeclare = MethodName(group: 40, method: 10)
    /// `basic.publish`.
    package static let publish = MethodName(group: 60, method: 40)
  }

  /// `connection.start-ok`; whether the client knows `connection.blocked`.
  case login(knowsBlocked: Bool)
  /// `queue.declare`.
  case declareQueue(name: String, durable: Bool, exclusive: Bool, autoDelete: Bool)
  /// `confirm.select` or `tx.select`: the broker is asked to answer for what it takes.
  case selectConfirms
  /// `basic.publish`.
  case publish(exchange: String, key: String, mandatory: Bool)
  /// `basic.ack` of the broker, or `tx.commit-ok`: it has what was published.
  case confirm
  /// `basic.nack` of the broker.
  case refuse
  /// `basic.return`.
  case giveBack(code: Int, text: String)
  /// `basic.qos`; 0 is no limit.
  case prefetch(Int)
  /// `basic.get`.
  case poll(queue: String, acknowledges: Bool)
  /// `basic.consume`.
  case consume(queue: String, acknowledges: Bool, offset: Bool)
  /// `basic.consume-ok`.
  case consuming
  /// `basic.deliver` or `basic.get-ok`.
  case deliver(tag: UInt64, redelivered: Bool)
  /// `basic.ack` of the client.
  case acknowledge(tag: UInt64, multiple: Bool)
  /// `basic.nack` or `basic.reject` of the client.
  case reject(tag: UInt64, multiple: Bool)
  /// `channel.close` or `connection.close` of the broker, and the class and method that it is about.
  case close(code: Int, text: String, method: MethodName)

  /// Reads a method's frame; nil for a method that nobody asks about, or that is none.
  package init?(_ frame: WireFrame, fromBroker: Bool) {
    guard frame.kind == .method else { return nil }
    var bytes = frame.payload
    guard let group = bytes.readInteger(as: UInt16.self), let method = bytes.readInteger(as: UInt16.self) else {
      return nil
    }
    guard let read = fromBroker ? Self.ofBroker(group, method, &bytes) : Self.ofClient(group, method, &bytes) else {
      return nil
    }
    self = read
  }

  private static func ofBroker(_ group: UInt16, _ method: UInt16, _ bytes: inout ByteBuffer) -> WireMethod? {
    switch (group, method) {
    case (10, 50), (20, 40):
      guard let code = bytes.readInteger(as: UInt16.self), let text = bytes.readShortText() else { return nil }
      let name = MethodName(group: bytes.readInteger() ?? 0, method: bytes.readInteger() ?? 0)
      return .close(code: Int(code), text: text, method: name)
    case (60, 21): return .consuming
    case (60, 50):
      guard let code = bytes.readInteger(as: UInt16.self), let text = bytes.readShortText() else { return nil }
      return .giveBack(code: Int(code), text: text)
    case (60, 60):
      guard bytes.readShortText() != nil else { return nil }
      return delivery(&bytes)
    case (60, 71): return delivery(&bytes)
    case (60, 80), (90, 21): return .confirm
    case (60, 120): return .refuse
    default: return nil
    }
  }

  private static func delivery(_ bytes: inout ByteBuffer) -> WireMethod? {
    guard let tag = bytes.readInteger(as: UInt64.self), let bits = bytes.readInteger(as: UInt8.self) else { return nil }
    return .deliver(tag: tag, redelivered: bits & 1 == 1)
  }

  private static func ofClient(_ group: UInt16, _ method: UInt16, _ bytes: inout ByteBuffer) -> WireMethod? {
    switch (group, method) {
    case (10, 11): return .login(knowsBlocked: bytes.readableBytesView.contains("connection.blocked"))
    case (50, 10):
      bytes.moveReaderIndex(forwardBy: min(2, bytes.readableBytes))
      guard let name = bytes.readShortText(), let bits = bytes.readInteger(as: UInt8.self) else { return nil }
      return .declareQueue(
        name: name, durable: bits & 2 != 0, exclusive: bits & 4 != 0, autoDelete: bits & 8 != 0)
    case (60, 10):
      bytes.moveReaderIndex(forwardBy: min(4, bytes.readableBytes))
      return bytes.readInteger(as: UInt16.self).map { .prefetch(Int($0)) }
    case (60, 20):
      bytes.moveReaderIndex(forwardBy: min(2, bytes.readableBytes))
      guard let queue = bytes.readShortText(), bytes.readShortText() != nil,
        let bits = bytes.readInteger(as: UInt8.self)
      else { return nil }
      return .consume(
        queue: queue, acknowledges: bits & 2 == 0, offset: bytes.readableBytesView.contains("x-stream-offset"))
    case (60, 70):
      bytes.moveReaderIndex(forwardBy: min(2, bytes.readableBytes))
      guard let queue = bytes.readShortText(), let bits = bytes.readInteger(as: UInt8.self) else { return nil }
      return .poll(queue: queue, acknowledges: bits & 1 == 0)
    case (60, 40):
      bytes.moveReaderIndex(forwardBy: min(2, bytes.readableBytes))
      guard let exchange = bytes.readShortText(), let key = bytes.readShortText(),
        let bits = bytes.readInteger(as: UInt8.self)
      else { return nil }
      return .publish(exchange: exchange, key: key, mandatory: bits & 1 == 1)
    case (60, 80): return tagged(&bytes).map { .acknowledge(tag: $0.0, multiple: $0.1) }
    case (60, 90): return tagged(&bytes).map { .reject(tag: $0.0, multiple: false) }
    case (60, 120): return tagged(&bytes).map { .reject(tag: $0.0, multiple: $0.1) }
    case (85, 10), (90, 10): return .selectConfirms
    default: return nil
    }
  }

  private static func tagged(_ bytes: inout ByteBuffer) -> (UInt64, Bool)? {
    guard let tag = bytes.readInteger(as: UInt64.self), let bits = bytes.readInteger(as: UInt8.self) else { return nil }
    return (tag, bits & 1 == 1)
  }
}

extension ByteBuffer {
  /// A text of at most 255 bytes behind its length.
  fileprivate mutating func readShortText() -> String? {
    guard let length = readInteger(as: UInt8.self) else { return nil }
    return readString(length: Int(length))
  }
}

extension ByteBufferView {
  /// Whether these words stand anywhere in it.
  fileprivate func contains(_ words: String) -> Bool {
    firstRange(of: Array(words.utf8)) != nil
  }
}
