/// An amount of money in hundredths of its currency; arithmetic stops at the bounds of `Int`.
///
/// On the wire it is an integer within `limit`.
public struct Cents: RawRepresentable, Codable, Hashable, Sendable, Comparable, AdditiveArithmetic {
  /// The number of cents.
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Order of amount.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The sum of two amounts.
  public static func + (left: Self, right: Self) -> Self { Self(left.rawValue.addingSaturated(right.rawValue)) }

  /// The difference of two amounts.
  public static func - (left: Self, right: Self) -> Self { Self(left.rawValue.subtractingSaturated(right.rawValue)) }

  /// The amount with the other sign.
  public static prefix func - (amount: Self) -> Self { Self(amount.rawValue.negatedSaturated) }
}

extension Cents {
  /// The greatest amount that is read from a message, and the least without its sign: far from where sums overflow.
  public static let limit: Cents = 1_000_000_000_000_000

  /// Reads an integer; throws `DecodingError.dataCorrupted` beyond the limit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int.self)
    let bound = Self.limit.rawValue
    guard -bound...bound ~= number else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "is not between \(-bound) and \(bound)")
    }
    self.init(number)
  }
}

extension Cents: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A number of cents written in the source.
  public init(integerLiteral value: Int) {
    self.init(value)
  }

  /// The number of cents in decimal digits.
  public var description: String { String(rawValue) }
}
