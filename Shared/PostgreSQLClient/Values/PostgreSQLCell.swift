/// One value of a result, in PostgreSQL's binary format, and what is known of its column.
///
/// It keeps the result alive that it reads from; nothing is copied.
public struct PostgreSQLCell {
  let storage: ResultStorage
  let bytes: UnsafeRawBufferPointer?
  /// The column's position, from 0.
  let column: Int
  /// The type of the value.
  let type: PostgreSQLType

  /// The name of the column.
  var columnName: String { storage.columnName(column) }

  /// Whether the value is NULL.
  var isNull: Bool { bytes == nil }

  /// Gives the value's bytes to a closure, which must not let them escape; throws code `decoding` for NULL.
  func read<Value>(
    as target: Any.Type, _ body: (UnsafeRawBufferPointer) throws(PostgreSQLError) -> Value
  ) throws(PostgreSQLError) -> Value {
    guard let bytes else { throw failure("is NULL", decoding: target) }
    defer { withExtendedLifetime(storage) {} }
    return try body(bytes)
  }

  /// Reads a big-endian integer of exactly the cell's length; throws code `decoding` for another length.
  func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type, decoding target: Any.Type
  ) throws(PostgreSQLError) -> Integer {
    try read(as: target) { bytes throws(PostgreSQLError) in
      guard bytes.count == MemoryLayout<Integer>.size else {
        throw failure("has \(bytes.count) bytes instead of \(MemoryLayout<Integer>.size)", decoding: target)
      }
      return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
    }
  }

  /// An error that names column and types; `reason` continues the sentence "column … " and holds no value.
  public func failure(_ reason: String, decoding target: Any.Type) -> PostgreSQLError {
    PostgreSQLError(
      .decoding,
      "column \"\(columnName)\" (\(column + 1), \(type)) \(reason) and cannot be read as \(target)"
    )
  }

  /// The error for a column of a type that the target does not read.
  func mismatch(decoding target: Any.Type) -> PostgreSQLError {
    failure("is of another type", decoding: target)
  }
}
