/// A number of points, which make a level (W7).
///
/// Negative in a reversal; arithmetic traps on overflow. On the wire it is an integer.
public struct Points: RawRepresentable, Codable, Hashable, Sendable, Comparable, AdditiveArithmetic {
  /// The number of points.
  public let rawValue: Int

  /// Wraps a number of points.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Wraps a number of points.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Order of number.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The sum of two numbers of points.
  public static func + (left: Self, right: Self) -> Self { Self(left.rawValue + right.rawValue) }

  /// The difference of two numbers of points.
  public static func - (left: Self, right: Self) -> Self { Self(left.rawValue - right.rawValue) }

  /// The number with the other sign.
  public static prefix func - (amount: Self) -> Self { Self(-amount.rawValue) }
}

extension Points: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A number of points written in the source.
  public init(integerLiteral value: Int) {
    self.init(value)
  }

  /// The number of points in decimal digits.
  public var description: String { String(rawValue) }
}
