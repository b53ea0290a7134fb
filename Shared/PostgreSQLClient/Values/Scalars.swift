public import FoundationEssentials

extension Bool: PostgreSQLCodable {
  /// `boolean`.
  public static var postgreSQLType: PostgreSQLType { .bool }

  /// Writes one byte.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(self ? UInt8(1) : 0) }

  /// Reads `boolean`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    guard cell.type == .bool else { throw cell.mismatch(decoding: Bool.self) }
    self = try cell.integer(UInt8.self, decoding: Bool.self) != 0
  }
}

extension Double: PostgreSQLCodable {
  /// `double precision`.
  public static var postgreSQLType: PostgreSQLType { .float8 }

  /// Writes eight bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeInteger(bitPattern) }

  /// Reads `double precision` or `real`; cast `numeric` in SQL.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    switch cell.type {
    case .float8: self = Double(bitPattern: try cell.integer(UInt64.self, decoding: Double.self))
    case .float4: self = Double(Float(bitPattern: try cell.integer(UInt32.self, decoding: Double.self)))
    default: throw cell.mismatch(decoding: Double.self)
    }
  }
}

extension UUID: PostgreSQLCodable {
  /// `uuid`.
  public static var postgreSQLType: PostgreSQLType { .uuid }

  /// Writes sixteen bytes.
  public func bind(into buffer: inout BindBuffer) {
    withUnsafeBytes(of: uuid) { buffer.writeBytes($0) }
  }

  /// Reads `uuid`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    guard cell.type == .uuid else { throw cell.mismatch(decoding: UUID.self) }
    self = try cell.read(as: UUID.self) { bytes throws(PostgreSQLError) in
      guard bytes.count == 16 else { throw cell.failure("has not 16 bytes", decoding: UUID.self) }
      return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
  }
}

extension String: PostgreSQLCodable {
  /// `text`.
  public static var postgreSQLType: PostgreSQLType { .text }

  /// Writes the UTF-8 bytes.
  public func bind(into buffer: inout BindBuffer) { buffer.writeString(self) }

  /// Reads `text`, `varchar`, `char(n)`, `name`, `json`, `jsonb` and user-defined enums.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    switch cell.type {
    case .json, .jsonb:
      self = String(decoding: try PostgreSQLJSON(postgreSQL: cell).bytes, as: UTF8.self)
    case .text, .varchar, .bpchar, .name, .unknown:
      self = try cell.read(as: String.self) { String(decoding: $0, as: UTF8.self) }
    default:
      self = try cell.userDefinedText()
    }
  }
}

extension PostgreSQLCell {
  /// Reads an enum's label, or what else a user-defined type sends as text.
  fileprivate func userDefinedText() throws(PostgreSQLError) -> String {
    guard type.oid >= PostgreSQLType.firstUserDefined else { throw mismatch(decoding: String.self) }
    return try read(as: String.self) { bytes throws(PostgreSQLError) in
      guard let text = String(validating: bytes, as: UTF8.self) else { throw mismatch(decoding: String.self) }
      return text
    }
  }
}
