import FoundationEssentials

/// Puts messages together out of the frames that carry them: a method, a header, as many pieces of the body as it takes.
///
/// Pure. Of a body that is larger than the limit nothing is kept.
struct ContentAssembly {
  /// A message that has arrived.
  enum Message {
    case delivery(Delivery)
    case returned(PublisherConfirms.Label, replyCode: Int, text: String)
  }

  private struct Parts {
    let method: InboundMethod
    var properties = AMQPProperties(isPersistent: false)
    var unreadable: Unreadable?
    var keepsBody = true
    var body = Data()
    var missing: UInt64 = 0
    var headerSize = 0
  }

  private enum State {
    case idle
    case header(InboundMethod)
    case body(Parts)
  }

  private let connection: UInt64
  private let bodyLimit: Int
  private var state = State.idle

  /// For deliveries of a connection of this number.
  init(connection: UInt64, bodyLimit: Int) {
    self.connection = connection
    self.bodyLimit = bodyLimit
  }

  /// Notes the method that a message begins with.
  mutating func begin(_ method: InboundMethod) throws(Unreadable) {
    guard case .idle = state else { throw .outOfOrder }
    state = .header(method)
  }

  /// Notes the payload of the header frame; the message, where it has no body.
  mutating func header(_ payload: UnsafeRawBufferPointer) throws(Unreadable) -> Message? {
    var cursor = WireCursor(payload)
    _ = try cursor.take(4)
    let bodySize = try cursor.number(UInt64.self)
    return try header(bodySize: bodySize, properties: try cursor.take(cursor.end - cursor.offset))
  }

  /// Notes the header; the message, where it has no body.
  mutating func header(bodySize: UInt64, properties: UnsafeRawBufferPointer) throws(Unreadable) -> Message? {
    guard case .header(let method) = state else { throw .outOfOrder }
    var isReturn = false
    if case .returned = method { isReturn = true }
    let decoding = PropertiesDecoding(properties, skippingHeaders: isReturn)
    var parts = Parts(
      method: method, properties: decoding.properties, unreadable: decoding.unreadable, keepsBody: !isReturn,
      missing: bodySize, headerSize: properties.count)
    if !isReturn { prepareBody(&parts) }
    return take(parts)
  }

  /// Notes a piece of the body; the message, where it is the last one.
  mutating func body(_ payload: UnsafeRawBufferPointer) throws(Unreadable) -> Message? {
    guard case .body(var parts) = state, payload.count <= parts.missing else { throw .outOfOrder }
    state = .idle
    parts.missing -= UInt64(payload.count)
    if parts.keepsBody { parts.body.append(contentsOf: payload) }
    return take(parts)
  }

  private func prepareBody(_ parts: inout Parts) {
    if parts.missing > bodyLimit {
      parts.keepsBody = false
      parts.unreadable = Unreadable(
        .bodyTooLarge, "its body of \(parts.missing) bytes is larger than the limit of \(bodyLimit)",
        headers: parts.unreadable?.headers)
    } else {
      parts.body.reserveCapacity(Int(parts.missing))
    }
  }

  private mutating func take(_ parts: Parts) -> Message? {
    guard parts.missing == 0 else {
      state = .body(parts)
      return nil
    }
    state = .idle
    return message(parts)
  }

  private func message(_ parts: Parts) -> Message? {
    switch parts.method {
    case .deliver(let number, let isRedelivered, let exchange, let routingKey):
      .delivery(
        Delivery(
          tag: Delivery.Tag(connection: connection, number: number), exchange: exchange.text,
          routingKey: routingKey.text, rawRoutingKey: routingKey.raw, isRedelivered: isRedelivered,
          properties: parts.properties, body: parts.body, unreadable: parts.unreadable,
          size: parts.body.count + parts.headerSize))
    case .returned(let replyCode, let text, let exchange, let routingKey):
      .returned(
        PublisherConfirms.Label(
          messageID: parts.properties.messageID, exchange: exchange.text, routingKey: routingKey.text),
        replyCode: replyCode, text: text)
    default: nil
    }
  }
}

extension Unreadable {
  fileprivate static let outOfOrder = Unreadable(.malformed, "frames came in an order that AMQP does not know")
}
