extension Optional: PostgreSQLEncodable where Wrapped: PostgreSQLEncodable {
  /// The type of the wrapped value.
  public static var postgreSQLType: PostgreSQLType { Wrapped.postgreSQLType }

  /// Writes the value, or NULL for nil.
  public func bind(into buffer: inout BindBuffer) {
    switch self {
    case .some(let value): value.bind(into: &buffer)
    case .none: buffer.writeNull()
    }
  }
}

extension Optional: PostgreSQLDecodable where Wrapped: PostgreSQLDecodable {
  /// Reads the value, or nil for NULL.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    self = cell.isNull ? .none : .some(try Wrapped(postgreSQL: cell))
  }
}

extension Array: PostgreSQLEncodable where Element: PostgreSQLEncodable {
  /// The SQL array of the element's type; `bytea` for bytes.
  public static var postgreSQLType: PostgreSQLType { Element.postgreSQLArrayType }

  /// Writes the SQL array, or the bytes.
  public func bind(into buffer: inout BindBuffer) { Element.bind(array: self, into: &buffer) }
}

extension Array: PostgreSQLDecodable where Element: PostgreSQLDecodable {
  /// Reads the SQL array, or the bytes.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    self = try Element.decodeArray(postgreSQL: cell)
  }
}
