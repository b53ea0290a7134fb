/// An SQL statement with its bound values.
///
/// Interpolated values become `$1`, `$2`…, sent apart from the text in binary form: data never turn into SQL.
/// ```swift
/// let statement: Statement = "select name from members.members where member_id = any(\(ids))"
/// ```
/// - `\(value)` binds a `PostgreSQLEncodable`; `nil` binds NULL.
/// - `\(json: bytes)` binds `jsonb`.
/// - `\(identifier: schema)` inserts a checked name in double quotes.
/// - `\(fragment: other)` inserts another statement, whose binds are renumbered.
///
/// There is no way to insert plain text; even a literal must be known when compiling.
public struct Statement: Sendable, ExpressibleByStringInterpolation {
  /// The SQL text, with `$1`… where values are bound.
  public private(set) var sql = ""
  /// The types of the bound values, as object identifiers.
  private(set) var types: [UInt32] = []
  /// The lengths of the bound values in bytes; -1 for NULL.
  private(set) var lengths: [Int32] = []
  /// The bound values, one after the other.
  private(set) var values = BindBuffer()
  /// Where in the text (UTF-8) each placeholder begins.
  private var placeholders: [Int] = []

  /// A statement without values.
  public init(stringLiteral value: StaticString) {
    append(literal: value)
  }

  /// A statement out of its literal and interpolated parts.
  public init(stringInterpolation: Interpolation) {
    self = stringInterpolation.statement
  }

  init() {}

  mutating func append(literal: StaticString) {
    sql += literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  mutating func append(identifier: SQLIdentifier) {
    sql += identifier.quoted
  }

  package mutating func bind<Value: PostgreSQLEncodable>(_ value: Value) {
    lengths.append(values.write(value))
    types.append(Value.postgreSQLType.oid)
    appendPlaceholder()
  }

  /// Appends another statement: its text between placeholders, its values under the next numbers.
  mutating func append(_ other: Statement) {
    let text = other.sql.utf8
    var rest = text.startIndex
    for (index, offset) in other.placeholders.enumerated() {
      let start = text.index(text.startIndex, offsetBy: offset)
      sql += other.sql[rest..<start]
      appendPlaceholder()
      rest = text.index(start, offsetBy: "$\(index + 1)".utf8.count)
    }
    sql += other.sql[rest...]
    types += other.types
    lengths += other.lengths
    values.append(other.values)
  }

  private mutating func appendPlaceholder() {
    placeholders.append(sql.utf8.count)
    sql += "$"
    sql += String(placeholders.count)
  }
}

extension Statement: CustomStringConvertible {
  /// The SQL text, without the values.
  public var description: String { sql }
}
