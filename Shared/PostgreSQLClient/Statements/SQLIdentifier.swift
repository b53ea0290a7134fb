/// The name of a schema, table, column or role, safe to stand in SQL: `[a-z_][a-z0-9_]*`, 63 bytes at most.
public struct SQLIdentifier: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name, unquoted.
  public let name: String

  /// Checks a name; nil when it has another form.
  public init?(_ name: String) {
    guard (1...63).contains(name.utf8.count) else { return nil }
    for (index, byte) in name.utf8.enumerated() {
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isLetter || isDigit && index > 0 else { return nil }
    }
    self.name = name
  }

  /// The name, unquoted.
  public var description: String { name }

  /// The name in double quotes, so that key words are names too.
  var quoted: String { "\"\(name)\"" }

  /// A name written in the program; traps when it is not a plain identifier.
  public init(stringLiteral name: StaticString) {
    guard let identifier = SQLIdentifier(name.description) else {
      preconditionFailure("\(name) is not a plain SQL identifier")
    }
    self = identifier
  }
}
