// Integers bind as the type of their width and read from any integral column whose value fits, `numeric` included,
// since `sum(bigint)` is `numeric`.

extension PostgreSQLCell {
  /// Reads an integral column; throws code `decoding` for a fraction or a value that does not fit.
  func wholeNumber<Integer: FixedWidthInteger>(_ target: Integer.Type) throws(PostgreSQLError) -> Integer {
    guard let value = Integer(exactly: try wholeNumber(decoding: target)) else {
      throw failure("holds a number that does not fit", decoding: target)
    }
    return value
  }

  private func wholeNumber(decoding target: Any.Type) throws(PostgreSQLError) -> Int64 {
    switch type {
    case .int8: return try integer(Int64.self, decoding: target)
    case .int4: return Int64(try integer(Int32.self, decoding: target))
    case .int2: return Int64(try integer(Int16.self, decoding: target))
    case .oid: return Int64(try integer(UInt32.self, decoding: target))
    case .numeric: return try integralNumeric(decoding: target)
    default: throw mismatch(decoding: target)
    }
  }

  private func integralNumeric(decoding target: Any.Type) throws(PostgreSQLError) -> Int64 {
    try read(as: target) { bytes throws(PostgreSQLError) in
      guard let value = Numeric.integer(bytes) else {
        throw failure("holds a number that is not integral or too large", decoding: target)
      }
      return value
    }
  }
}

extension Int: PostgreSQLCodable {
  /// `bigint`.
  public static var postgreSQLType: PostgreSQLType { .int8 }

  /// Writes eight bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(Int64(self)) }

  /// Reads `bigint`, `integer`, `smallint`, `oid` or an integral `numeric`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) { self = try cell.wholeNumber(Int.self) }
}

extension Int64: PostgreSQLCodable {
  /// `bigint`.
  public static var postgreSQLType: PostgreSQLType { .int8 }

  /// Writes eight bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(self) }

  /// Reads `bigint`, `integer`, `smallint`, `oid` or an integral `numeric`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) { self = try cell.wholeNumber(Int64.self) }
}

extension Int32: PostgreSQLCodable {
  /// `integer`.
  public static var postgreSQLType: PostgreSQLType { .int4 }

  /// Writes four bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(self) }

  /// Reads `bigint`, `integer`, `smallint`, `oid` or an integral `numeric`, where the value fits.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) { self = try cell.wholeNumber(Int32.self) }
}

extension Int16: PostgreSQLCodable {
  /// `smallint`.
  public static var postgreSQLType: PostgreSQLType { .int2 }

  /// Writes two bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(self) }

  /// Reads `bigint`, `integer`, `smallint`, `oid` or an integral `numeric`, where the value fits.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) { self = try cell.wholeNumber(Int16.self) }
}
