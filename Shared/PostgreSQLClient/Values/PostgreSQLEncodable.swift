/// A value that can be bound to a statement, in PostgreSQL's binary format.
///
/// A type whose `RawValue` is encodable conforms with an empty extension. To make a `struct` out of a foreign module
/// bindable, write `extension Identifier: PostgreSQLEncodable, PostgreSQLDecodable {}`; its optionals and arrays
/// follow by themselves. Arrays of arrays are not supported, `[[UInt8]]` (`bytea[]`) excepted.
public protocol PostgreSQLEncodable {
  /// The type that the value is sent as.
  static var postgreSQLType: PostgreSQLType { get }

  /// The type that an array of such values is sent as.
  static var postgreSQLArrayType: PostgreSQLType { get }

  /// Writes the value's binary form, or `writeNull()`.
  func bind(into buffer: inout BindBuffer)

  /// Writes an array of such values; types whose array is no SQL array (`UInt8`) write something else.
  static func bind(array: [Self], into buffer: inout BindBuffer)
}

extension PostgreSQLEncodable {
  /// The SQL array of the type.
  public static var postgreSQLArrayType: PostgreSQLType { postgreSQLType.array }

  /// Writes a one-dimensional SQL array (`array_send`).
  public static func bind(array: [Self], into buffer: inout BindBuffer) {
    buffer.writeArray(array)
  }
}

/// A value that can be bound and decoded.
public typealias PostgreSQLCodable = PostgreSQLEncodable & PostgreSQLDecodable

extension PostgreSQLEncodable where Self: RawRepresentable, RawValue: PostgreSQLEncodable {
  /// The type of the raw value.
  public static var postgreSQLType: PostgreSQLType { RawValue.postgreSQLType }

  /// Writes the raw value.
  public func bind(into buffer: inout BindBuffer) { rawValue.bind(into: &buffer) }
}
