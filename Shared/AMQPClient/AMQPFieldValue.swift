public import FoundationEssentials

/// A value in a header table or in the arguments of a declaration.
///
/// Every kind that RabbitMQ tells apart has a case, so that a message can be sent on as it came.
public enum AMQPFieldValue: Hashable, Sendable {
  /// UTF-8 text.
  case string(String)
  /// Text that is no UTF-8, as its sender wrote it.
  case rawText(Data)
  /// A signed number of 64 bits.
  case integer(Int64)
  /// A number of another width or without a sign.
  case sized(AMQPInteger)
  /// A truth value.
  case boolean(Bool)
  /// A floating-point number.
  case double(Double)
  /// A floating-point number of 32 bits.
  case float(Float)
  /// A decimal number: `value` divided by ten to the power of `scale`.
  case decimal(scale: UInt8, value: UInt32)
  /// Seconds since 1970.
  case timestamp(UInt64)
  /// Bytes that are no text.
  case bytes(Data)
  /// Several values.
  case array([AMQPFieldValue])
  /// Named values.
  case table([String: AMQPFieldValue])
  /// Named values where a name is no UTF-8 or comes twice; those of one name are in their order.
  case entries([AMQPTableEntry])
  /// Nothing.
  case null

  /// The text, when the value is UTF-8 text.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// Seconds since 1970, when the value is a time.
  public var seconds: UInt64? {
    if case .timestamp(let seconds) = self { seconds } else { nil }
  }

  /// The number, when the value is a whole number of any width that 64 bits with a sign hold.
  public var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .sized(let value): value.int64
    default: nil
    }
  }
}

/// A whole number that is not one of 64 bits with a sign, in the width that its sender gave it.
public enum AMQPInteger: Hashable, Sendable {
  /// 8 bits with a sign.
  case int8(Int8)
  /// 8 bits.
  case uint8(UInt8)
  /// 16 bits with a sign.
  case int16(Int16)
  /// 16 bits.
  case uint16(UInt16)
  /// 32 bits with a sign.
  case int32(Int32)
  /// 32 bits.
  case uint32(UInt32)
  /// 64 bits.
  case uint64(UInt64)

  /// The number; nil where it is too large.
  public var int64: Int64? {
    switch self {
    case .int8(let value): Int64(value)
    case .uint8(let value): Int64(value)
    case .int16(let value): Int64(value)
    case .uint16(let value): Int64(value)
    case .int32(let value): Int64(value)
    case .uint32(let value): Int64(value)
    case .uint64(let value): Int64(exactly: value)
    }
  }
}

/// A named value whose name may be any bytes.
public struct AMQPTableEntry: Hashable, Sendable {
  /// The name's bytes, 1 to 255 of them.
  public var name: Data
  /// The value.
  public var value: AMQPFieldValue

  public init(name: Data, value: AMQPFieldValue) {
    self.name = name
    self.value = value
  }
}

extension AMQPFieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  /// A text value.
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  /// A number value.
  public init(integerLiteral value: Int64) {
    self = .integer(value)
  }

  /// A truth value.
  public init(booleanLiteral value: Bool) {
    self = .boolean(value)
  }
}
