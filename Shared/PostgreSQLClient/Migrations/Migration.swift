/// One numbered step of a schema, as SQL of one or more statements.
public struct Migration: Hashable, Sendable {
  /// Its place in the order, from 1 without gaps.
  public let number: Int
  /// What it does, as the file name says.
  public let name: String
  /// The SQL; it runs inside a transaction and must not end it.
  public let sql: String

  /// A migration by its parts.
  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// Reads number and name from a file name, as `0001_ledger.sql`; throws `MigrationError.Code.invalidList`.
  public init(fileName: String, bytes: [UInt8]) throws(MigrationError) {
    let stem = fileName.hasSuffix(".sql") ? fileName.dropLast(4) : ""
    let parts = stem.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, let number = Int(parts[0]), number > 0 else {
      throw MigrationError(.invalidList, "'\(fileName)' is no name of a migration: it must be like 0001_ledger.sql")
    }
    guard let sql = String(validating: bytes, as: UTF8.self) else {
      throw MigrationError(.invalidList, "'\(fileName)' is not UTF-8")
    }
    self.init(number: number, name: String(parts[1]), sql: sql)
  }
}

extension Migration: CustomStringConvertible {
  /// Number and name.
  public var description: String { "\(number) (\(name))" }
}
