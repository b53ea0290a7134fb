import Failures
import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on a policy's versions: the table `policies` of the service's schema.
package struct PolicyStatements<Policy: VersionedPolicy>: Sendable {
  private let policy: Policy
  private let table: Statement
  private let keptColumns: Statement
  private let repeatedColumns: Statement
  private let repeatedValues: Statement

  /// What `version` reads, for a statement of the service's own.
  package let columns: Statement
  /// Makes those wait for each other who change the policy, so that a cancellation sees all that it withdraws.
  let lock: Statement
  /// Every version; there are few.
  let all: Statement

  /// The statements of a policy.
  package init(_ policy: Policy) {
    guard let schema = SQLIdentifier(Policy.Told.service) else {
      preconditionFailure("a service's word names its schema")
    }
    let table: Statement = "\(identifier: schema).policies"
    let keptColumns = Policy.columns.map(\.kept.name).eachAfterComma
    let columns: Statement = """
      version, nullif(in_force_since, '-infinity') as in_force_since, decided_at,
      withdrawn_at is not null as is_withdrawn\(fragment: keptColumns)
      """
    let lockedName = "\(schema.name).policies"
    self.policy = policy
    self.table = table
    self.keptColumns = keptColumns
    self.columns = columns
    repeatedColumns = Policy.repeatedColumns.eachAfterComma
    repeatedValues =
      Policy.repeatedColumns.map { column -> Statement in
        "(select \(identifier: column) from \(fragment: table) order by version desc limit 1)"
      }.eachAfterComma
    lock = "select pg_advisory_xact_lock(hashtextextended(\(lockedName), 0))"
    all = "select \(fragment: columns) from \(fragment: table) order by version"
  }

  /// The version in force at an instant: that of the decision, never the server's.
  package func inForce(at now: Timestamp) -> Statement {
    """
    select \(fragment: columns)
    from \(fragment: table)
    where in_force_since <= \(now) and withdrawn_at is null
    order by version desc
    limit 1
    """
  }

  /// Adds versions.
  func insert(_ versions: [DatedVersion<Policy.Terms>]) -> Statement {
    let terms = versions.map(\.terms)
    let values = Policy.columns.map { $0.kept.bind(terms) }.eachAfterComma
    return """
      insert into \(fragment: table) (
        version, in_force_since, decided_at\(fragment: keptColumns)\(fragment: repeatedColumns)
      )
      select added.*\(fragment: repeatedValues)
      from unnest(
        \(versions.map(\.number)), \(versions.map(\.inForceSince)), \(versions.map(\.decidedAt))\(fragment: values)
      ) as added
      """
  }

  /// Withdraws versions that have not come in force.
  func withdraw(_ versions: [Int], at now: Timestamp) -> Statement {
    """
    update \(fragment: table)
    set withdrawn_at = \(now)
    where version = any(\(versions)) and withdrawn_at is null
    """
  }

  /// Reads a row of `columns`.
  package func version(_ row: Row) throws(PostgreSQLError) -> DatedVersion<Policy.Terms> {
    let number = try Int(postgreSQL: row.cell(0))
    var terms = Policy.unread
    for (position, column) in Policy.columns.enumerated() { try column.read(row.cell(4 + position), &terms) }
    terms[keyPath: Policy.told].version = number
    return DatedVersion(
      number: number, inForceSince: try Timestamp?(postgreSQL: row.cell(1)),
      decidedAt: try Timestamp?(postgreSQL: row.cell(2)), isWithdrawn: try Bool(postgreSQL: row.cell(3)),
      terms: policy.inEffect(terms))
  }

  /// Reads the answer to `inForce`, as others are told it.
  ///
  /// A migration made sure that there is one; throws `NothingInForce` where its row is gone.
  package func terms(_ rows: ResultSet) throws -> Policy.Told {
    guard let row = rows.first else { throw NothingInForce(subject: "policy") }
    return try version(row).terms[keyPath: Policy.told]
  }

  /// Reads the answer to `all`, as things stand at an instant.
  func schedule(_ rows: ResultSet, at now: Timestamp) throws -> PolicySchedule<Policy.Terms> {
    try PolicySchedule(try rows.map(version), at: now)
  }
}
