/// One row of a result.
public struct Row: Sendable {
  let storage: ResultStorage
  let index: Int

  /// The number of columns.
  public var columnCount: Int { storage.columnCount }

  /// A value by its column's position, from 0.
  public func cell(_ column: Int) -> PostgreSQLCell {
    precondition((0..<columnCount).contains(column), "column \(column) of \(columnCount)")
    return storage.cell(row: index, column: column)
  }

  /// All columns as a tuple, in column order; throws code `decoding`, also when their number differs.
  public func decode<each Value: PostgreSQLDecodable>(
    _ type: (repeat each Value).Type
  ) throws(PostgreSQLError) -> (repeat each Value) {
    var expected = 0
    for _ in repeat (each Value).self { expected += 1 }
    try requireColumns(expected)
    var column = -1
    func next<Element: PostgreSQLDecodable>(_ type: Element.Type) throws(PostgreSQLError) -> Element {
      column += 1
      return try Element(postgreSQL: storage.cell(row: index, column: column))
    }
    return (repeat try next((each Value).self))
  }

  /// The only column; throws code `decoding`, also when there are more.
  public func decode<Value: PostgreSQLDecodable>(_ type: Value.Type) throws(PostgreSQLError) -> Value {
    try requireColumns(1)
    return try Value(postgreSQL: storage.cell(row: index, column: 0))
  }

  /// A column by its name; throws code `decoding`, also when there is none of that name.
  public subscript<Value: PostgreSQLDecodable>(name: String, as type: Value.Type) -> Value {
    get throws(PostgreSQLError) {
      guard let column = storage.columnIndex(named: name) else {
        throw PostgreSQLError(.decoding, "the result has no column \"\(name)\"")
      }
      return try Value(postgreSQL: storage.cell(row: index, column: column))
    }
  }

  private func requireColumns(_ expected: Int) throws(PostgreSQLError) {
    guard columnCount == expected else {
      throw PostgreSQLError(.decoding, "the result has \(columnCount) columns, \(expected) are decoded")
    }
  }
}
