public import FoundationEssentials

/// An instant, in microseconds since 1970-01-01T00:00:00Z: the precision PostgreSQL keeps.
///
/// On the wire it is RFC 3339; what the platform writes is in UTC ("Z"), what it reads may carry any offset.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  /// An instant by its microseconds since 1970.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// An instant of Foundation's clock, cut to microseconds; one outside the years 1 to 9999 is the nearest inside.
  public init(_ date: Date) {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded(.down)
    self = Timestamp(microseconds: 0).adding(microseconds: microseconds)
  }

  /// The first instant of the year 1, before which no text form reaches.
  public static let earliest = Timestamp(microseconds: -62_135_596_800_000_000)

  /// The last instant of the year 9999, after which no text form reaches.
  public static let latest = Timestamp(microseconds: 253_402_300_799_999_999)

  /// This very instant.
  public static var now: Timestamp { Timestamp(Date()) }

  /// The same instant as Foundation's `Date`.
  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  /// The instant a number of seconds later (earlier when negative), at the most the earliest or the latest there is.
  ///
  /// Seconds come out of messages and policies: however many there are, they end at a time that can be told.
  public func adding(seconds: Double) -> Timestamp {
    adding(microseconds: (seconds * 1_000_000).rounded(.towardZero))
  }

  private func adding(microseconds change: Double) -> Timestamp {
    guard let change = Int64(exactly: change) else { return change < 0 ? .earliest : .latest }
    let (sum, overflows) = microseconds.addingReportingOverflow(change)
    guard !overflows else { return change < 0 ? .earliest : .latest }
    return min(max(Timestamp(microseconds: sum), .earliest), .latest)
  }

  /// Order of time.
  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }
}
