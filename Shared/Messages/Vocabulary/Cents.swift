/// An amount of money in hundredths of its currency; arithmetic traps on overflow.
///
/// On the wire it is an integer.
public struct Cents: RawRepresentable, Codable, Hashable, Sendable, Comparable, AdditiveArithmetic {
  /// The number of cents.
  public let rawValue: Int

  /// Wraps a number of cents.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Wraps a number of cents.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Order of amount.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The sum of two amounts.
  public static func + (left: Self, right: Self) -> Self { Self(left.rawValue + right.rawValue) }

  /// The difference of two amounts.
  public static func - (left: Self, right: Self) -> Self { Self(left.rawValue - right.rawValue) }

  /// The amount with the other sign.
  public static prefix func - (amount: Self) -> Self { Self(-amount.rawValue) }
}

extension Cents: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A number of cents written in the source.
  public init(integerLiteral value: Int) {
    self.init(value)
  }

  /// The number of cents in decimal digits.
  public var description: String { String(rawValue) }
}
