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

  /// An instant of Foundation's clock, cut to microseconds.
  public init(_ date: Date) {
    self.microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded(.down))
  }

  /// This very instant.
  public static var now: Timestamp { Timestamp(Date()) }

  /// The same instant as Foundation's `Date`.
  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  /// The instant a number of seconds later (earlier when negative).
  public func adding(seconds: Double) -> Timestamp {
    Timestamp(microseconds: microseconds + Int64(seconds * 1_000_000))
  }

  /// Order of time.
  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }
}
