/// How a bonus is paid: in which parts, and when each is asked for (W9).
///
/// On the wire it is the list of its parts; where messages of before have none, everything is paid at the hire.
public struct InstalmentPlan: Hashable, Sendable {
  /// The parts, in the order in which they were given; their percentages sum to 100.
  public var parts: [InstalmentTerms]

  public init(_ parts: [InstalmentTerms]) {
    self.parts = parts
  }

  /// All of it, at the hire.
  public static let atTheHire = InstalmentPlan([InstalmentTerms(percent: 100, from: .hire, days: 0)])

  /// An amount in its parts; what does not divide goes to the last, so that nothing is lost.
  public func parts(of amount: Cents) -> [Cents] {
    // Of hundreds and of what is left of them apart: the product of both would leave what a number holds.
    let (hundreds, left) = amount.rawValue.quotientAndRemainder(dividingBy: 100)
    var shares = parts.map { Cents(hundreds * $0.percent + left * $0.percent / 100) }
    if let last = shares.indices.last { shares[last] = amount - shares.dropLast().reduce(0) { $0 + $1 } }
    return shares
  }
}

extension InstalmentPlan: Codable {
  /// Reads the parts.
  public init(from decoder: any Decoder) throws {
    parts = try [InstalmentTerms](from: decoder)
  }

  /// Writes the parts.
  public func encode(to encoder: any Encoder) throws {
    try parts.encode(to: encoder)
  }
}

/// A part of a bonus, as a policy plans it (W9).
public struct InstalmentTerms: Codable, Hashable, Sendable {
  /// How much of the bonus, in hundredths of it.
  public var percent: Int
  /// From when its days count.
  public var from: InstalmentStart
  /// How many days later it is asked for.
  public var days: Int

  public init(percent: Int, from: InstalmentStart, days: Int) {
    self.percent = percent
    self.from = from
    self.days = days
  }
}

/// From when the days of an instalment count (W9).
public enum InstalmentStart: String, ClosedEnumeration {
  /// From the day of the hire.
  case hire
  /// From the day on which the work begins; from that of the hire where none is known.
  case start
}

// Terms that were kept or told before there were instalments have no such key: a synthesised conformance calls this in place
// of the standard library's.
extension KeyedDecodingContainer {
  func decode(_ type: InstalmentPlan.Type, forKey key: Key) throws -> InstalmentPlan {
    try decodeIfPresent(InstalmentPlan.self, forKey: key) ?? .atTheHire
  }
}
