public import FoundationEssentials

/// An instant as PostgreSQL keeps it: whole microseconds, without the rounding of a floating-point `Date`.
///
/// A type that counts microseconds itself conforms through it: `bind` and `init(postgreSQL:)` forward to this one.
public struct PostgreSQLTimestamp: Hashable, Sendable {
  /// Microseconds from 1970-01-01T00:00:00Z to PostgreSQL's own epoch, 2000-01-01T00:00:00Z.
  private static let epoch: Int64 = 946_684_800_000_000

  /// What PostgreSQL refuses with SQLSTATE 22008; Int64.min itself means minus infinity.
  fileprivate static let outOfRange = Int64.min + 1

  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microsecondsSince1970: Int64

  /// An instant by its microseconds since 1970.
  public init(microsecondsSince1970: Int64) {
    self.microsecondsSince1970 = microsecondsSince1970
  }

  /// An instant of Foundation's clock, rounded to microseconds; nil when 64 bits cannot hold it.
  public init?(_ date: Date) {
    let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
    guard let microseconds = Int64(exactly: microseconds) else { return nil }
    self.microsecondsSince1970 = microseconds
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
    buffer.writeInteger(overflow ? Self.outOfRange : value)
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

  /// Writes the instant, rounded to microseconds; the server refuses one that is out of its range (SQLSTATE 22008).
  public func bind(into buffer: inout BindBuffer) {
    guard let timestamp = PostgreSQLTimestamp(self) else { return buffer.writeInteger(PostgreSQLTimestamp.outOfRange) }
    timestamp.bind(into: &buffer)
  }

  /// Reads `timestamp with time zone`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    self = try PostgreSQLTimestamp(postgreSQL: cell).date
  }
}
