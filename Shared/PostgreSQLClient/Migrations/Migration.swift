/// One numbered step of a schema, as SQL of one or more statements.
public struct Migration: Hashable, Sendable {
  /// Its place in the order, from 1 without gaps.
  public let number: Int
  /// What it does, as the file name says.
  public let name: String
  /// The SQL; it runs inside a transaction and must not end it.
  public let sql: String

  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }
}

extension Migration: CustomStringConvertible {
  /// Number and name.
  public var description: String { "\(number) (\(name))" }
}
