internal import CPostgreSQL

/// Owns one result of libpq.
final class ResultStorage: @unchecked Sendable {
  // @unchecked: a result is not changed after it was received; reading it is safe from any thread (libpq, "Behavior
  // in Threaded Programs"), and it is cleared once, when nobody holds it any more.
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    self.result = result
  }

  deinit {
    PQclear(result)
  }

  var rowCount: Int { Int(PQntuples(result)) }

  var columnCount: Int { Int(PQnfields(result)) }

  /// The rows that the statement inserted, updated, deleted or selected; 0 where it did none of these.
  var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// What the server did, as `COMMIT` or `INSERT 0 1`.
  var commandTag: String { String(cString: PQcmdStatus(result)) }

  func columnName(_ column: Int) -> String {
    PQfname(result, Int32(column)).map { String(cString: $0) } ?? "?"
  }

  func columnIndex(named name: String) -> Int? {
    (0..<columnCount).first { columnName($0) == name }
  }

  func cell(row: Int, column: Int) -> PostgreSQLCell {
    let (row, column) = (Int32(row), Int32(column))
    let type = PostgreSQLType(oid: PQftype(result, column))
    guard PQgetisnull(result, row, column) == 0 else {
      return PostgreSQLCell(storage: self, bytes: nil, column: Int(column), type: type)
    }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    return PostgreSQLCell(storage: self, bytes: bytes, column: Int(column), type: type)
  }
}
