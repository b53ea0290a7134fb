public import PostgreSQLClient

/// A figure that people who run the platform want to see, read from the service's own tables every few minutes.
public struct Figure: Sendable {
  /// The metrics that its row tells, in the order of its columns, each with what it says.
  package let metrics: [(name: String, help: String)]
  /// What its numbers in the database are divided by: 100 makes euros of cents.
  package let divisors: [Double]
  /// One row of whole numbers.
  package let statement: Statement

  /// A number as a column of the statement's row.
  public struct Column: Sendable {
    let name: String
    let help: String
    let divisor: Double

    /// A count.
    public static func count(_ name: String, _ help: String) -> Column { Column(name: name, help: help, divisor: 1) }

    /// An amount in cents, told in euros.
    public static func euros(_ name: String, _ help: String) -> Column { Column(name: name, help: help, divisor: 100) }
  }

  /// Figures that one statement reads: it returns one row, a `bigint` for each of the columns.
  ///
  /// It runs every five minutes, in each process of the service: what walks through a large table is for views.
  public init(_ columns: [Column], _ statement: Statement) {
    self.metrics = columns.map { ($0.name, $0.help) }
    self.divisors = columns.map(\.divisor)
    self.statement = statement
  }
}
