public import FoundationEssentials

/// An instant as PostgreSQL keeps it: whole microseconds, without the rounding of a floating-point `Date`.
///
/// A type that counts microseconds itself conforms through it: `bind` and `init(postgreSQL:)` forward to this one.
public struct PostgreSQLTimestamp: Hashable, Sendable {
  /// Microseconds from 1970-01-01T00:00:00Z to PostgreSQL's own epoch, 2000-01-01T00:00:00Z.
  private static let epoch: Int64 = 946_684_800_000_000

  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microsecondsSince1970: Int64

  /// An instant by its microseconds since 1970.
  public init(microsecondsSince1970: Int64) {
    self.microsecondsSince1970 = microsecondsSince1970
  }

  /// An instant of Foundation's clock, rounded to microseconds.
  ///
  /// One that 64 bits cannot hold becomes one that PostgreSQL refuses as out of range (SQLSTATE 22008).
  public init(_ date: Date) {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
    self.microsecondsSince1970 = Int64(exactly: microseconds) ?? (microseconds < 0 ? .min : .max)
  }

  /// The same instant as Foundation's `Date`.
  public var date: Date { Date(timeIntervalSince1970: Double(microsecondsSince1970) / 1_000_000) }
}

extension PostgreSQLTimestamp: PostgreSQLCodable {
  /// `timestamp with time zone`.
  public static var postgreSQLType: PostgreSQLType { .timestamptz }

  /// Writes the microseconds since 2000.
  public func bind(into buffer: inout BindBuffer) {
    let (value, overflow) = microsecondsSince1970.subtractingReportingOverflow(Self.epoch)
    // Int64.min and Int64.max mean the infinities on the wire; their neighbours are refused as out of range.
    buffer.writeInteger(overflow ? Int64.min + 1 : min(value, Int64.max - 1))
  }

  /// Reads `timestamp with time zone`; throws code `decoding` for the infinities.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    guard cell.type == .timestamptz else { throw cell.mismatch(decoding: PostgreSQLTimestamp.self) }
    let value = try cell.integer(Int64.self, decoding: PostgreSQLTimestamp.self)
    let (microseconds, overflow) = value.addingReportingOverflow(Self.epoch)
    guard value != .min, !overflow else {
      throw cell.failure("holds an infinity", decoding: PostgreSQLTimestamp.self)
    }
    self.microsecondsSince1970 = microseconds
  }
}

extension Date: PostgreSQLCodable {
  /// `timestamp with time zone`.
  public static var postgreSQLType: PostgreSQLType { .timestamptz }

  /// Writes the instant, rounded to microseconds.
  public func bind(into buffer: inout BindBuffer) { PostgreSQLTimestamp(self).bind(into: &buffer) }

  /// Reads `timestamp with time zone`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    self = try PostgreSQLTimestamp(postgreSQL: cell).date
  }
}
