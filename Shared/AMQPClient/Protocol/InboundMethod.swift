import FoundationEssentials

/// A method that the broker sends while messages stream, out of the payload of its frame (AMQP 0-9-1, section 1.3).
enum InboundMethod {
  case deliver(number: UInt64, isRedelivered: Bool, exchange: Text, routingKey: Text)
  case returned(replyCode: Int, text: String, exchange: Text, routingKey: Text)
  case acknowledged(number: UInt64, multiple: Bool)
  case refused(number: UInt64, multiple: Bool)
  case consumed
  case cancelled
  case blocked(reason: String)
  case unblocked
  case channelClosed(replyCode: Int, text: String)
  case connectionClosed(replyCode: Int, text: String)
  case goodbye
  /// One that asks for nothing.
  case other

  /// A short string, with its bytes where they are no UTF-8.
  struct Text {
    let text: String
    var raw: Data?

    init(_ bytes: UnsafeRawBufferPointer) {
      if let valid = String(validating: bytes, as: UTF8.self) {
        text = valid
      } else {
        text = String(decoding: bytes, as: UTF8.self)
        raw = Data(bytes)
      }
    }
  }

  /// The numbers of classes and methods, as they stand before a method's arguments.
  enum ID {
    static let connectionClose: UInt32 = 10 << 16 | 50
    static let connectionCloseOK: UInt32 = 10 << 16 | 51
    static let connectionBlocked: UInt32 = 10 << 16 | 60
    static let connectionUnblocked: UInt32 = 10 << 16 | 61
    static let channelClose: UInt32 = 20 << 16 | 40
    static let channelCloseOK: UInt32 = 20 << 16 | 41
    static let consume: UInt32 = 60 << 16 | 20
    static let consumeOK: UInt32 = 60 << 16 | 21
    static let cancel: UInt32 = 60 << 16 | 30
    static let publish: UInt32 = 60 << 16 | 40
    static let returned: UInt32 = 60 << 16 | 50
    static let deliver: UInt32 = 60 << 16 | 60
    static let ack: UInt32 = 60 << 16 | 80
    static let reject: UInt32 = 60 << 16 | 90
    static let nack: UInt32 = 60 << 16 | 120
  }

  init(_ payload: UnsafeRawBufferPointer) throws(Unreadable) {
    var cursor = WireCursor(payload)
    switch try cursor.number(UInt32.self) {
    case ID.deliver:
      _ = try cursor.shortString()
      self = .deliver(
        number: try cursor.number(), isRedelivered: try cursor.number(UInt8.self) & 1 != 0,
        exchange: Text(try cursor.shortString()), routingKey: Text(try cursor.shortString()))
    case ID.ack: self = .acknowledged(number: try cursor.number(), multiple: try cursor.number(UInt8.self) & 1 != 0)
    case ID.nack: self = .refused(number: try cursor.number(), multiple: try cursor.number(UInt8.self) & 1 != 0)
    case ID.returned:
      let (code, text) = try Self.reason(&cursor)
      self = .returned(
        replyCode: code, text: text, exchange: Text(try cursor.shortString()),
        routingKey: Text(try cursor.shortString()))
    case ID.consumeOK: self = .consumed
    case ID.cancel: self = .cancelled
    case ID.connectionBlocked: self = .blocked(reason: Text(try cursor.shortString()).text)
    case ID.connectionUnblocked: self = .unblocked
    case ID.channelClose:
      let (code, text) = try Self.reason(&cursor)
      self = .channelClosed(replyCode: code, text: text)
    case ID.connectionClose:
      let (code, text) = try Self.reason(&cursor)
      self = .connectionClosed(replyCode: code, text: text)
    case ID.connectionCloseOK: self = .goodbye
    default: self = .other
    }
  }

  private static func reason(_ cursor: inout WireCursor) throws(Unreadable) -> (Int, String) {
    (Int(try cursor.number(UInt16.self)), Text(try cursor.shortString()).text)
  }
}
