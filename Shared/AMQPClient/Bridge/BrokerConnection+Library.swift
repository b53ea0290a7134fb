import CRabbitMQ
import FoundationEssentials
import Glibc

// The stream of messages as the library reads it: over TLS there is no other way.
extension BrokerConnection {
  /// Takes what has arrived, without waiting for more; true when it stopped at the limit.
  ///
  /// Serves heartbeats on the way. While reading is paused it still takes a frame a call: heartbeats are served by reading alone.
  func receiveThroughLibrary(limit: Int, _ handle: (Event) -> Void) throws(AMQPError) -> Bool {
    let limit = isReadingPaused ? 1 : limit
    // Of all channels: each heartbeat takes some memory of channel 0.
    defer { amqp_maybe_release_buffers(state) }
    var taken = 0
    while taken < limit {
      var frame = amqp_frame_t()
      var noWait = timeval(tv_sec: 0, tv_usec: 0)
      let status = socketGuard.time { amqp_simple_wait_frame_noblock(state, &frame, &noWait) }
      if status == AMQP_STATUS_TIMEOUT.rawValue { return false }
      if status == AMQP_STATUS_BAD_AMQP_DATA.rawValue { try rejectUnreadable(handle) }
      try check(status, "read")
      if let event = try event(of: frame) { handle(event) }
      taken += frame.size
    }
    return !isReadingPaused
  }

  /// Gets rid of the delivery whose header the library could not decode; the connection is of no more use.
  private func rejectUnreadable(_ handle: (Event) -> Void) throws(AMQPError) {
    let reason = Unreadable(.malformed, "librabbitmq cannot decode its properties; it was rejected by its tag")
    guard let delivery = assembly.rejected(because: reason) else { return }
    try reject([delivery.tag.number])
    leaveOrderly()
    handle(.delivery(delivery))
    throw .renewal(.connectionLost, "a delivery that could not be decoded was rejected")
  }

  /// Says goodbye, and reads until nothing comes any more: a socket that is closed with something left to read is reset,
  /// and what was sent last may be lost with it.
  private func leaveOrderly() {
    isOpen = false
    var close = amqp_connection_close_t()
    close.reply_code = UInt16(AMQP_REPLY_SUCCESS)
    close.reply_text = amqp_empty_bytes
    _ = amqp_send_method(state, 0, coopt_connection_close, &close)
    let deadline = ContinuousClock.now + rpcTimeout
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 1) { buffer in
      while ContinuousClock.now < deadline {
        var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&readable, 1, 250) > 0 else { return }
        let count = recv(descriptor, buffer.baseAddress!, buffer.count, Int32(MSG_DONTWAIT))
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return }
      }
    }
  }

  private func event(of frame: amqp_frame_t) throws(AMQPError) -> Event? {
    do throws(Unreadable) {
      switch Int32(frame.frame_type) {
      case AMQP_FRAME_HEADER:
        let header = frame.payload.properties
        return try assembly.header(bodySize: header.body_size, properties: header.raw.buffer).map(Event.init)
      case AMQP_FRAME_BODY: return try assembly.body(frame.payload.body_fragment.buffer).map(Event.init)
      case AMQP_FRAME_METHOD: break
      default: return nil
      }
      if let message = InboundMethod(startingMessage: frame.payload.method) {
        try assembly.begin(message)
        return nil
      }
    } catch {
      isOpen = false
      throw AMQPError(.connectionLost, "the broker sent what cannot be read: \(error.detail)")
    }
    return try event(of: frame.payload.method)
  }

  private func event(of method: amqp_method_t) throws(AMQPError) -> Event? {
    switch method.id {
    case coopt_basic_ack:
      let ack = method.decoded.load(as: amqp_basic_ack_t.self)
      return .acknowledged(number: ack.delivery_tag, multiple: ack.multiple != 0)
    case coopt_basic_nack:
      let nack = method.decoded.load(as: amqp_basic_nack_t.self)
      return .refused(number: nack.delivery_tag, multiple: nack.multiple != 0)
    case coopt_connection_blocked:
      return .blocked(reason: String(method.decoded.load(as: amqp_connection_blocked_t.self).reason))
    case coopt_connection_unblocked:
      return .unblocked
    case coopt_basic_cancel:
      throw .cancelled
    case coopt_channel_close, coopt_connection_close:
      throw closed(method)
    default:
      return nil
    }
  }
}

extension InboundMethod {
  /// The method that a message begins with, out of the library's memory; nil when it is another one.
  fileprivate init?(startingMessage method: amqp_method_t) {
    switch method.id {
    case coopt_basic_deliver:
      let deliver = method.decoded.load(as: amqp_basic_deliver_t.self)
      self = .deliver(
        number: deliver.delivery_tag, isRedelivered: deliver.redelivered != 0,
        exchange: Text(deliver.exchange.buffer), routingKey: Text(deliver.routing_key.buffer))
    case coopt_basic_return:
      let returned = method.decoded.load(as: amqp_basic_return_t.self)
      self = .returned(
        replyCode: Int(returned.reply_code), text: String(returned.reply_text),
        exchange: Text(returned.exchange.buffer), routingKey: Text(returned.routing_key.buffer))
    default: return nil
    }
  }
}

extension amqp_frame_t {
  /// About how many bytes it came in.
  fileprivate var size: Int {
    switch Int32(frame_type) {
    case AMQP_FRAME_HEADER: payload.properties.raw.len + 20
    case AMQP_FRAME_BODY: payload.body_fragment.len + 8
    default: 64
    }
  }
}

extension amqp_bytes_t {
  /// The bytes in the library's memory.
  fileprivate var buffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : len)
  }
}
