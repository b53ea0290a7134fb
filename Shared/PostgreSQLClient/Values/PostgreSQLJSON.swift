/// A JSON text that is bound as `jsonb`; the server checks that it is well-formed.
///
/// `\(json: bytes)` in a statement is short for it; arrays of it bind as `jsonb[]`, for set-based statements.
public struct PostgreSQLJSON: Hashable, Sendable {
  /// The first byte of `jsonb` on the wire.
  private static let version: UInt8 = 1

  /// The JSON text, UTF-8.
  public let bytes: [UInt8]

  /// Wraps a JSON text, UTF-8.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// Wraps a JSON text.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }
}

extension PostgreSQLJSON: PostgreSQLCodable {
  /// `jsonb`.
  public static var postgreSQLType: PostgreSQLType { .jsonb }

  /// Writes the version byte and the text.
  public func bind(into buffer: inout BindBuffer) {
    buffer.writeInteger(Self.version)
    buffer.writeBytes(bytes)
  }

  /// Reads `jsonb` or `json`.
  public init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
    bytes = try cell.read(as: PostgreSQLJSON.self) { bytes throws(PostgreSQLError) in
      switch cell.type {
      case .json:
        return Array(bytes)
      case .jsonb where bytes.first == Self.version:
        return Array(bytes.dropFirst())
      default:
        throw cell.mismatch(decoding: PostgreSQLJSON.self)
      }
    }
  }
}
