import NIOCore

/// The message id in the header frame of a content (AMQP 0-9-1, section 4.2.6): the properties before it are passed
/// over.
struct ContentHeader {
  /// The property `message_id`; nil where there is none.
  let messageID: String?

  /// Reads a header frame's payload.
  init(_ frame: WireFrame) {
    var bytes = frame.payload
    bytes.moveReaderIndex(forwardBy: min(12, bytes.readableBytes))
    let flags = bytes.readInteger(as: UInt16.self) ?? 0
    for bit in stride(from: UInt16(15), through: 8, by: -1) where flags & 1 << bit != 0 {
      switch bit {
      case 13: bytes.skip(Int(bytes.readInteger(as: UInt32.self) ?? 0))
      case 12, 11: bytes.skip(1)
      default: bytes.skip(Int(bytes.readInteger(as: UInt8.self) ?? 0))
      }
    }
    guard flags & 1 << 7 != 0, let length = bytes.readInteger(as: UInt8.self) else {
      messageID = nil
      return
    }
    messageID = bytes.readString(length: Int(length))
  }
}

extension ByteBuffer {
  fileprivate mutating func skip(_ count: Int) {
    moveReaderIndex(forwardBy: min(count, readableBytes))
  }
}
