/// A PostgreSQL type as the wire names it: by its object identifier (`pg_type.oid`).
///
/// Two types are equal when their identifiers are; the array type only matters for binding arrays.
public struct PostgreSQLType: Sendable {
  /// The type's object identifier; 0 leaves it to the server to infer.
  let oid: UInt32
  /// The object identifier of the type's arrays; 0 where the server must infer it.
  let arrayOID: UInt32

  init(oid: UInt32, arrayOID: UInt32 = 0) {
    self.oid = oid
    self.arrayOID = arrayOID
  }

  /// The type of arrays of this type.
  var array: PostgreSQLType { PostgreSQLType(oid: arrayOID) }
}

extension PostgreSQLType: Hashable {
  /// Whether both are the same type to the server.
  public static func == (left: Self, right: Self) -> Bool { left.oid == right.oid }

  /// Hashes the object identifier.
  public func hash(into hasher: inout Hasher) { hasher.combine(oid) }
}

extension PostgreSQLType {
  /// `boolean`.
  static let bool = PostgreSQLType(oid: 16, arrayOID: 1000)
  /// `bytea`.
  static let bytea = PostgreSQLType(oid: 17, arrayOID: 1001)
  /// `name`, the type of identifiers in the catalogue.
  static let name = PostgreSQLType(oid: 19, arrayOID: 1003)
  /// `bigint`.
  static let int8 = PostgreSQLType(oid: 20, arrayOID: 1016)
  /// `smallint`.
  static let int2 = PostgreSQLType(oid: 21, arrayOID: 1005)
  /// `integer`.
  static let int4 = PostgreSQLType(oid: 23, arrayOID: 1007)
  /// `text`.
  static let text = PostgreSQLType(oid: 25, arrayOID: 1009)
  /// `oid`.
  static let oid = PostgreSQLType(oid: 26, arrayOID: 1028)
  /// `json`.
  static let json = PostgreSQLType(oid: 114, arrayOID: 199)
  /// `real`.
  static let float4 = PostgreSQLType(oid: 700, arrayOID: 1021)
  /// `double precision`.
  static let float8 = PostgreSQLType(oid: 701, arrayOID: 1022)
  /// `unknown`, the type of an untyped literal.
  static let unknown = PostgreSQLType(oid: 705)
  /// `character(n)`.
  static let bpchar = PostgreSQLType(oid: 1042, arrayOID: 1014)
  /// `character varying`.
  static let varchar = PostgreSQLType(oid: 1043, arrayOID: 1015)
  /// `timestamp with time zone`.
  static let timestamptz = PostgreSQLType(oid: 1184, arrayOID: 1185)
  /// `numeric`.
  static let numeric = PostgreSQLType(oid: 1700, arrayOID: 1231)
  /// `uuid`.
  static let uuid = PostgreSQLType(oid: 2950, arrayOID: 2951)
  /// `jsonb`.
  static let jsonb = PostgreSQLType(oid: 3802, arrayOID: 3807)

  /// The first object identifier that the catalogue leaves to user-defined types (`FirstNormalObjectId`).
  static let firstUserDefined: UInt32 = 16384
}

extension PostgreSQLType: CustomStringConvertible {
  private static let names: [UInt32: String] = [
    16: "boolean", 17: "bytea", 19: "name", 20: "bigint", 21: "smallint", 23: "integer", 25: "text", 26: "oid",
    114: "json", 700: "real", 701: "double precision", 705: "unknown", 1042: "character", 1043: "character varying",
    1082: "date", 1114: "timestamp without time zone", 1184: "timestamp with time zone", 1700: "numeric",
    2278: "void", 2950: "uuid", 3802: "jsonb", 1000: "boolean[]", 1001: "bytea[]", 1005: "smallint[]",
    1007: "integer[]", 1009: "text[]", 1016: "bigint[]", 1022: "double precision[]", 1185: "timestamptz[]",
    1231: "numeric[]", 2951: "uuid[]", 3807: "jsonb[]",
  ]

  /// The type's SQL name where it is a common one, else its object identifier.
  public var description: String { Self.names[oid] ?? "type with oid \(oid)" }
}
