/// What one statement gave back: its rows, all of them in memory, and how many rows it touched.
public struct ResultSet: Sendable, RandomAccessCollection {
  private let storage: ResultStorage
  /// The number of rows returned.
  public let count: Int

  init(_ storage: ResultStorage) {
    self.storage = storage
    self.count = storage.rowCount
  }

  /// The rows that the statement inserted, updated, deleted or selected.
  package var affectedRows: Int { storage.affectedRows }

  /// What the server did, as `COMMIT` or `INSERT 0 1`.
  var commandTag: String { storage.commandTag }

  /// The names of the columns, in order.
  package var columnNames: [String] { (0..<storage.columnCount).map(storage.columnName) }

  /// The position of the first row.
  public var startIndex: Int { 0 }

  /// The position after the last row.
  public var endIndex: Int { count }

  /// A row by its position, from 0.
  public subscript(position: Int) -> Row {
    precondition(indices.contains(position), "row \(position) of \(count)")
    return Row(storage: storage, index: position)
  }

  /// All rows as tuples, in column order; throws code `decoding`.
  public func decode<each Value: PostgreSQLDecodable>(
    _ type: (repeat each Value).Type
  ) throws(PostgreSQLError) -> [(repeat each Value)] {
    var rows: [(repeat each Value)] = []
    rows.reserveCapacity(count)
    for row in self { rows.append(try row.decode(type)) }
    return rows
  }

  /// All rows of a single column; throws code `decoding`.
  public func decode<Value: PostgreSQLDecodable>(_ type: Value.Type) throws(PostgreSQLError) -> [Value] {
    var rows: [Value] = []
    rows.reserveCapacity(count)
    for row in self { rows.append(try row.decode(type)) }
    return rows
  }
}
