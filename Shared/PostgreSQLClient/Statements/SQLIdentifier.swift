/// The name of a schema, table, column or role, safe to stand in SQL: `[a-z_][a-z0-9_]*`, 63 bytes at most.
public struct SQLIdentifier: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name, unquoted.
  public let name: String

  /// Checks a name; nil when it has another form.
  public init?(_ name: String) {
    guard (1...63).contains(name.utf8.count) else { return nil }
    guard name.utf8.allSatisfy(Self.isNameByte), name.first?.isNumber == false else { return nil }
    self.name = name
  }

  /// Whether a byte may stand in a name, if not at its beginning.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
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
