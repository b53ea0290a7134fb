import CRabbitMQ
import FoundationEssentials
import Glibc

/// Messages as the frames that carry them (AMQP 0-9-1, sections 2.3.5 and 4.2), gathered for few writes.
///
/// `amqp_basic_publish` makes three calls of the kernel a message, and as many small packets. A batch in one write costs
/// the broker less too: it reads many messages at once. The library's own writes must not fall between `append` and
/// `flush`.
final class FrameBuffer {
  private var bytes: UnsafeMutableRawBufferPointer
  private var count = 0
  private let frameMaximum: Int
  private let channel: amqp_channel_t
  private let socketGuard: SocketGuard

  /// Bytes after which a write is worth its while.
  private static let enough = 128 * 1024
  /// Bytes around a payload: type, channel, size, and the octet that ends a frame.
  private static let frameOverhead = 8

  init(channel: amqp_channel_t, frameMaximum: Int, socketGuard: SocketGuard) {
    self.socketGuard = socketGuard
    self.channel = channel
    self.frameMaximum = frameMaximum
    self.bytes = .allocate(byteCount: 0, alignment: 16)
  }

  deinit {
    bytes.deallocate()
  }

  /// Whether it is time to flush.
  var isFull: Bool { count >= Self.enough }

  /// Adds a message; false where its properties cannot be encoded.
  func append(_ message: borrowing OutgoingMessage, properties: inout amqp_basic_properties_t) -> Bool {
    let start = count
    reserve(2 * frameMaximum + message.body.count + Self.frameOverhead * (3 + message.body.count / frameMaximum))
    frame(UInt8(AMQP_FRAME_METHOD)) {
      put(coopt_basic_publish)
      put(UInt16(0))
      put(short: message.exchange)
      put(short: message.routingKey)
      put(UInt8(message.isMandatory ? 1 : 0))
    }
    var isEncoded = true
    frame(UInt8(AMQP_FRAME_HEADER)) {
      put(UInt16(AMQP_BASIC_CLASS))
      put(UInt16(0))
      put(UInt64(message.body.count))
      let room = amqp_bytes_t(len: frameMaximum, bytes: bytes.baseAddress! + count)
      let length = amqp_encode_properties(UInt16(AMQP_BASIC_CLASS), &properties, room)
      isEncoded = length >= 0
      count += Int(max(0, length))
    }
    guard isEncoded else {
      count = start
      return false
    }
    putBody(message.body)
    return true
  }

  /// Adds the acknowledgement of deliveries.
  func append(_ acknowledgement: DeliveryAcknowledgements.Acknowledgement) {
    method(InboundMethod.ID.ack) {
      put(acknowledgement.number)
      put(UInt8(acknowledgement.multiple ? 1 : 0))
    }
  }

  /// Adds the rejection of a delivery, which goes back to the queue or not.
  func appendReject(_ number: UInt64, requeue: Bool) {
    method(InboundMethod.ID.reject) {
      put(number)
      put(UInt8(requeue ? 1 : 0))
    }
  }

  /// Adds a sign of life.
  func appendHeartbeat() {
    reserve(Self.frameOverhead)
    frame(UInt8(AMQP_FRAME_HEARTBEAT), on: 0) {}
  }

  /// Adds a goodbye.
  func appendConnectionClose() {
    method(InboundMethod.ID.connectionClose, on: 0) {
      put(UInt16(AMQP_REPLY_SUCCESS))
      put(short: "")
      put(UInt32(0))
    }
  }

  /// Adds the start of a consumer; false where its arguments cannot be encoded.
  func appendConsume(_ queue: String, _ arguments: inout amqp_table_t) -> Bool {
    let start = count
    var isEncoded = false
    method(InboundMethod.ID.consume) {
      put(UInt16(0))
      put(short: queue)
      put(short: "")
      put(UInt8(0))
      var offset = 0
      let room = amqp_bytes_t(len: frameMaximum, bytes: bytes.baseAddress! + count)
      isEncoded = amqp_encode_table(room, &arguments, &offset) == AMQP_STATUS_OK.rawValue
      count += offset
    }
    if !isEncoded { count = start }
    return isEncoded
  }

  private func method(_ id: UInt32, on channel: amqp_channel_t? = nil, _ arguments: () -> Void) {
    // Without a body: two frames' worth is more than any of these takes.
    reserve(id == InboundMethod.ID.consume ? 2 * frameMaximum : 128)
    frame(UInt8(AMQP_FRAME_METHOD), on: channel) {
      put(id)
      arguments()
    }
  }

  private func putBody(_ body: Data) {
    body.withUnsafeBytes { body in
      var rest = body[...]
      while !rest.isEmpty {
        let part = rest.prefix(frameMaximum - Self.frameOverhead)
        frame(UInt8(AMQP_FRAME_BODY)) { put(part) }
        rest = rest.dropFirst(part.count)
      }
    }
  }

  /// Writes everything out; what is wrong when the wire takes no more.
  ///
  /// Waits while the socket is full; a watcher ends that by shutting the socket down.
  func flush(to wire: Wire) -> AMQPError? {
    var written = 0
    defer { clear() }
    while written < count {
      switch wire.write(UnsafeRawBufferPointer(rebasing: bytes[written..<count])) {
      case .moved(let sent): written += sent
      case .waits(let event):
        var wanted = pollfd(fd: wire.descriptor, events: event, revents: 0)
        _ = socketGuard.time { poll(&wanted, 1, -1) }
      case .ended: return AMQPError(.connectionLost, "the broker has closed the connection")
      case .failed(let error): return error
      }
    }
    return nil
  }

  /// Begins anew; what a large message had to have is given back.
  private func clear() {
    count = 0
    guard bytes.count > 4 * Self.enough + 2 * frameMaximum else { return }
    bytes.deallocate()
    bytes = .allocate(byteCount: 0, alignment: 16)
  }

  // MARK: Bytes

  private func reserve(_ more: Int) {
    guard count + more > bytes.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count + more, Self.enough + 2 * frameMaximum), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    bytes.deallocate()
    bytes = larger
  }

  private func frame(_ type: UInt8, on other: amqp_channel_t? = nil, _ payload: () -> Void) {
    put(type)
    put(other ?? channel)
    let size = count
    put(UInt32(0))
    payload()
    let length = UInt32(count - size - 4)
    bytes.storeBytes(of: length.bigEndian, toByteOffset: size, as: UInt32.self)
    put(UInt8(AMQP_FRAME_END))
  }

  private func put(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { put($0[...]) }
  }

  private func put(short text: String) {
    var text = text
    text.withUTF8 {
      put(UInt8($0.count))
      put(UnsafeRawBufferPointer($0)[...])
    }
  }

  private func put(_ part: Slice<UnsafeRawBufferPointer>) {
    guard !part.isEmpty else { return }
    (bytes.baseAddress! + count).copyMemory(from: part.base.baseAddress! + part.startIndex, byteCount: part.count)
    count += part.count
  }
}
