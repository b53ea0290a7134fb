import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// What a service keeps of another service's policy, to go by it: fields of its versions, and which were withdrawn.
///
/// Each has a table of its own, since a withdrawal may be known before the version is.
package struct PolicyProjection<Terms: PolicyTerms>: Sendable {
  private let table: Statement
  private let withdrawnTable: Statement
  private let columns: [KeptColumn<Terms>]
  private let columnNames: Statement
  /// The field that names a time zone, where what goes by the policy asks the database for it.
  let timeZone: (any KeyPath<Terms, String> & Sendable)?

  /// A projection in a service's schema: the table of the versions, and that of those withdrawn.
  package init(
    in schema: SQLIdentifier, _ table: SQLIdentifier, withdrawn withdrawnTable: SQLIdentifier,
    _ columns: [KeptColumn<Terms>], timeZone: (any KeyPath<Terms, String> & Sendable)? = nil
  ) {
    self.table = "\(identifier: schema).\(identifier: table)"
    self.withdrawnTable = "\(identifier: schema).\(identifier: withdrawnTable)"
    self.columns = columns
    columnNames = columns.map(\.name).eachAfterComma
    self.timeZone = timeZone
  }

  /// The version in force at an instant that an expression gives, and its columns, in parentheses.
  package func inForce(at instant: Statement) -> Statement {
    """
    (
      select version\(fragment: columnNames)
      from \(fragment: table)
      where in_force_since <= \(fragment: instant)
        and version not in (select version from \(fragment: withdrawnTable))
      order by version desc
      limit 1
    )
    """
  }

  /// Keeps versions; which is in force does not depend on the order of their arrival.
  ///
  /// One that came in force at once is kept with its instant, where that is told: what happened before it may be told
  /// after it.
  func insert(_ versions: [PolicyChanged<Terms>]) -> Statement {
    let terms = versions.map(\.terms)
    let values = columns.map { $0.bind(terms) }.eachAfterComma
    return """
      insert into \(fragment: table) (version, in_force_since\(fragment: columnNames))
      select version, coalesce(in_force_since, '-infinity')\(fragment: columnNames)
      from unnest(
        \(terms.map(\.version)), \(versions.map { $0.inForceFrom ?? $0.inForceSince })\(fragment: values)
      ) as policy (version, in_force_since\(fragment: columnNames))
      order by version
      on conflict (version) do nothing
      """
  }

  /// Keeps which versions were withdrawn.
  func withdraw(_ versions: [Int]) -> Statement {
    """
    insert into \(fragment: withdrawnTable) (version)
    select * from unnest(\(versions))
    on conflict (version) do nothing
    """
  }
}
