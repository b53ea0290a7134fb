extension Statement {
  /// Gathers the parts of an interpolated statement.
  public struct Interpolation: StringInterpolationProtocol, Sendable {
    var statement = Statement()

    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Appends SQL known when compiling.
    public mutating func appendLiteral(_ literal: StaticString) {
      statement.append(literal: literal)
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgreSQLEncodable) {
      statement.bind(value)
    }

    /// Binds a value, or NULL for nil.
    public mutating func appendInterpolation<Value: PostgreSQLEncodable>(_ value: Value?) {
      statement.bind(value)
    }

    /// Binds a JSON text as `jsonb`; nil is NULL.
    public mutating func appendInterpolation(json text: String?) {
      statement.bind(text.map { PostgreSQLJSON($0) })
    }

    /// Binds a JSON text in UTF-8 as `jsonb`; nil is NULL.
    public mutating func appendInterpolation(json bytes: (some Sequence<UInt8>)?) {
      statement.bind(bytes.map { PostgreSQLJSON($0) })
    }

    /// Inserts a name in double quotes.
    public mutating func appendInterpolation(identifier: SQLIdentifier) {
      statement.append(identifier: identifier)
    }

    /// Inserts another statement and renumbers its binds.
    public mutating func appendInterpolation(fragment: Statement) {
      statement.append(fragment)
    }
  }

  /// How a statement gathers its parts.
  public typealias StringInterpolation = Interpolation
}
