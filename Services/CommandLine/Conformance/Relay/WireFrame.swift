import NIOCore

/// One frame of AMQP 0-9-1 as it goes over the wire (section 2.3.5 of the specification), or the eight bytes before
/// all frames.
package struct WireFrame: Hashable, Sendable {
  /// What a frame holds.
  package enum Kind: UInt8, Sendable {
    /// A method and its arguments.
    case method = 1
    /// The size and the properties of a content.
    case header = 2
    /// A part of a content.
    case body = 3
    /// A sign of life.
    case heartbeat = 8
    /// What a client says before its first frame.
    case greeting = 0
  }

  /// What it holds.
  package let kind: Kind
  /// The channel; 0 is the connection's.
  package let channel: UInt16
  /// What is between the frame's head and its last byte.
  package var payload: ByteBuffer

  package init(kind: Kind, channel: UInt16, payload: ByteBuffer) {
    self.kind = kind
    self.channel = channel
    self.payload = payload
  }

  private static let end: UInt8 = 0xCE
  /// Larger than any frame that a broker agrees on.
  private static let largest = 16 << 20

  /// It is no AMQP 0-9-1.
  package struct Malformed: Error {}

  /// Takes the next whole frame out of what has arrived; nil where there is none yet.
  ///
  /// Throws `Malformed`.
  package static func next(in bytes: inout ByteBuffer) throws(Malformed) -> WireFrame? {
    guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return nil }
    if first == UInt8(ascii: "A") {
      return bytes.readSlice(length: 8).map { WireFrame(kind: .greeting, channel: 0, payload: $0) }
    }
    guard let size = bytes.getInteger(at: bytes.readerIndex + 3, as: UInt32.self) else { return nil }
    guard let kind = Kind(rawValue: first), kind != .greeting, size <= largest else { throw Malformed() }
    guard bytes.readableBytes >= Int(size) + 8 else { return nil }
    bytes.moveReaderIndex(forwardBy: 1)
    let channel = bytes.readInteger(as: UInt16.self) ?? 0
    bytes.moveReaderIndex(forwardBy: 4)
    guard let payload = bytes.readSlice(length: Int(size)), bytes.readInteger(as: UInt8.self) == end else {
      throw Malformed()
    }
    return WireFrame(kind: kind, channel: channel, payload: payload)
  }

  /// The frame as it goes over the wire.
  package func write(into bytes: inout ByteBuffer) {
    guard kind != .greeting else {
      bytes.writeImmutableBuffer(payload)
      return
    }
    bytes.writeInteger(kind.rawValue)
    bytes.writeInteger(channel)
    bytes.writeInteger(UInt32(payload.readableBytes))
    bytes.writeImmutableBuffer(payload)
    bytes.writeInteger(Self.end)
  }

  /// `connection.blocked` with a reason, or `connection.unblocked`.
  static func connection(blockedBy reason: String?) -> WireFrame {
    var payload = ByteBuffer()
    payload.writeInteger(UInt16(10))
    payload.writeInteger(UInt16(reason == nil ? 61 : 60))
    if let reason {
      payload.writeInteger(UInt8(reason.utf8.count))
      payload.writeString(reason)
    }
    return WireFrame(kind: .method, channel: 0, payload: payload)
  }

  /// The same `connection.tune` with another heartbeat, in seconds; any other frame as it is.
  func tuned(heartbeat seconds: UInt16) -> WireFrame {
    guard kind == .method, payload.getInteger(at: payload.readerIndex, as: UInt32.self) == 10 << 16 | 30 else {
      return self
    }
    var frame = self
    frame.payload.setInteger(seconds, at: payload.readerIndex + 10)
    return frame
  }
}
