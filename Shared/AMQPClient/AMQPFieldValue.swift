/// A value in a header table or in the arguments of a declaration.
public enum AMQPFieldValue: Hashable, Sendable {
  /// UTF-8 text.
  case string(String)
  /// A signed number.
  case integer(Int64)
  /// A truth value.
  case boolean(Bool)
  /// A floating-point number.
  case double(Double)
  /// Seconds since 1970.
  case timestamp(UInt64)
  /// Several values.
  case array([AMQPFieldValue])
  /// Named values.
  case table([String: AMQPFieldValue])
  /// Nothing.
  case null

  /// The text, when the value is text.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The number, when the value is a whole number.
  public var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
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
