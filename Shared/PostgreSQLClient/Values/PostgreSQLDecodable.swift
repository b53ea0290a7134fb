/// A value that can be read from a column, in PostgreSQL's binary format.
///
/// A type whose `RawValue` is decodable conforms with an empty extension; its optionals and arrays follow by
/// themselves. NULL into a type that is not optional is an error.
public protocol PostgreSQLDecodable {
  /// Reads the value; throws code `decoding`, naming column and types, where the column holds something else.
  init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError)

  /// Reads an array of such values; types whose array is no SQL array (`UInt8`) read something else.
  static func decodeArray(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) -> [Self]
}

extension PostgreSQLDecodable {
  /// Reads a one-dimensional SQL array.
  public static func decodeArray(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) -> [Self] {
    try ArrayReader(cell).elements()
  }
}

extension PostgreSQLDecodable where Self: RawRepresentable, RawValue: PostgreSQLDecodable {
  /// Reads the raw value; throws code `decoding` when it stands for no case.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    guard let value = Self(rawValue: try RawValue(postgreSQL: cell)) else {
      throw cell.failure("holds a value that the type has no case for", decoding: Self.self)
    }
    self = value
  }
}
