public import FoundationEssentials

extension UInt8: PostgreSQLCodable {
  /// `smallint`; an array of bytes is `bytea`.
  public static var postgreSQLType: PostgreSQLType { .int2 }

  /// `bytea`: bytes in a row are no SQL array.
  public static var postgreSQLArrayType: PostgreSQLType { .bytea }

  /// Writes two bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(Int16(self)) }

  /// Writes the bytes as they are.
  public static func bind(array: [UInt8], into buffer: inout BindBuffer) { buffer.writeBytes(array) }

  /// Reads `bigint`, `integer`, `smallint` or an integral `numeric`, where the value fits.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) { self = try cell.wholeNumber(UInt8.self) }

  /// Reads `bytea`, or the text of `json`, `jsonb` and `text`.
  public static func decodeArray(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) -> [UInt8] {
    switch cell.type {
    case .bytea, .text, .varchar: return try cell.read(as: [UInt8].self) { Array($0) }
    case .json, .jsonb: return try PostgreSQLJSON(postgreSQL: cell).bytes
    default: throw cell.mismatch(decoding: [UInt8].self)
    }
  }
}

extension Data: PostgreSQLCodable {
  /// `bytea`.
  public static var postgreSQLType: PostgreSQLType { .bytea }

  /// Writes the bytes as they are.
  public func bind(into buffer: inout BindBuffer) { buffer.writeBytes(self) }

  /// Reads `bytea`, or the text of `json`, `jsonb` and `text`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    switch cell.type {
    case .bytea, .text, .varchar: self = try cell.read(as: Data.self) { Data($0) }
    case .json, .jsonb: self = Data(try PostgreSQLJSON(postgreSQL: cell).bytes)
    default: throw cell.mismatch(decoding: Data.self)
    }
  }
}
