/// Brings a schema to the state that this build needs.
///
/// Each migration runs in a transaction of its own, under an advisory lock that is the schema's, and is written down in
/// `<schema>.schema_migrations` with the SHA-256 of its SQL. Expand first and contract a release later, so that two
/// versions can run side by side: a database that is ahead of this build is accepted.
///
/// It runs as the owner of the schema. For a service's own role to ask for `pending`, a migration must grant it USAGE on
/// the schema and SELECT on `schema_migrations`.
public struct Migrator: Sendable {
  /// The schema that the migrations are for.
  let schema: SQLIdentifier
  /// The migrations, in order.
  let migrations: [Migration]
  /// How long to wait for another process that migrates the same schema.
  package var patience: Duration = .seconds(60)
  /// How long a statement of a migration may wait for a lock, holding up those behind it.
  package var lockTimeout: Duration = .seconds(5)
  /// How long a statement of a migration may run, whatever the session's own limit is; nil leaves it to the session.
  ///
  /// A connection asks for the limit of a service, seconds, when it starts, and that counts more than what the role
  /// that owns the schema is allowed.
  package var statementTimeout: Duration? = .seconds(600)

  /// The table of the schema that says what was applied; two lists of migrations may share a schema, each with its own.
  let historyTable: SQLIdentifier

  /// Checks that migrations are numbered from 1 without gaps, in any order; throws `invalidList`.
  public init(
    schema: SQLIdentifier, migrations: [Migration], historyTable: SQLIdentifier = "schema_migrations"
  ) throws(MigrationError) {
    self.schema = schema
    self.historyTable = historyTable
    self.migrations = migrations.sorted { $0.number < $1.number }
    for (index, migration) in self.migrations.enumerated() where migration.number != index + 1 {
      throw MigrationError(
        .invalidList,
        "migrations of '\(schema)' must be numbered from 1 without gaps: \(migration) is number \(index + 1)")
    }
  }

  // MARK: Asking

  /// The migrations that the database still lacks, so that a service can wait for them.
  ///
  /// Throws `historyDiffers`, and `failed` where the database cannot be asked.
  public func pending(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    let rows: ResultSet
    do throws(PostgreSQLError) {
      guard try await connection.query(historyExists)[0].decode(Bool.self) else { return migrations }
      rows = try await connection.query(comparison)
    } catch {
      throw MigrationError(.failed, "cannot read the history of migrations of '\(schema)'", cause: error)
    }
    return try pending(rows)
  }

  private func pending(_ rows: ResultSet) throws(MigrationError) -> [Migration] {
    let numbers = try MigrationHistory(lines: lines(rows)).pending()
    return migrations.filter { numbers.contains($0.number) }
  }

  private func lines(_ rows: ResultSet) throws(MigrationError) -> [MigrationHistory.Line] {
    do throws(PostgreSQLError) {
      return try rows.decode((Int, String?, String?, String?, String?).self).map { row in
        let (number, wantedName, wantedChecksum, appliedName, appliedChecksum) = row
        return MigrationHistory.Line(
          number: number,
          wanted: wantedName.flatMap { name in wantedChecksum.map { (name, $0) } },
          applied: appliedName.flatMap { name in appliedChecksum.map { (name, $0) } })
      }
    } catch {
      throw MigrationError(.failed, "'\(schema).schema_migrations' has another form than expected", cause: error)
    }
  }

  // MARK: Applying

  /// Applies what is missing and returns it, in order; what was applied before an error stays.
  ///
  /// Throws `historyDiffers`, and `failed` with the database's error as cause.
  @discardableResult
  public func apply(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    var applied: [Migration] = []
    while let migration = try await applyNext(on: connection) { applied.append(migration) }
    return applied
  }

  /// Applies the first that is missing; nil when none is.
  private func applyNext(on connection: PostgreSQLConnection) async throws(MigrationError) -> Migration? {
    do {
      return try await connection.withTransaction(.readCommitted, silence: silence) { transaction in
        try await lock(in: transaction)
        guard let migration = try pending(await transaction.query(comparison)).first else { return nil }
        try await apply(migration, in: transaction)
        return migration
      }
    } catch {
      if let difference = error.body as? MigrationError { throw difference }
      throw MigrationError(.failed, "migrating '\(schema)' failed", cause: error)
    }
  }

  /// How long the server may be silent: a script has several statements, and is answered at its end; nil leaves it to
  /// the connection.
  private var silence: Duration? { statementTimeout.map { max($0 * 6, patience) + .seconds(15) } }

  /// Takes the schema's advisory lock, then makes schema and history where they are not there yet.
  ///
  /// The history is read in a statement of its own behind the lock: READ COMMITTED then sees what its last holder wrote.
  private func lock(in transaction: Transaction) async throws {
    if let statementTimeout { transaction.enqueue(set("statement_timeout", max(statementTimeout, patience))) }
    transaction.enqueue([set("lock_timeout", patience), advisoryLock, set("lock_timeout", lockTimeout)])
    if let statementTimeout { transaction.enqueue(set("statement_timeout", statementTimeout)) }
    let hasSchema = try await transaction.query(schemaExists)[0].decode(Bool.self)
    // CREATE SCHEMA asks for a right on the database even where the schema is there.
    if !hasSchema { transaction.enqueue("create schema \(identifier: schema)") }
    let hasHistory = try await transaction.query(historyExists)[0].decode(Bool.self)
    if !hasHistory { transaction.enqueue(createHistory) }
  }

  private func apply(_ migration: Migration, in transaction: Transaction) async throws {
    do {
      transaction.enqueue(searchSchema)
      try await transaction.run(script: migration.sql)
    } catch {
      throw MigrationError(.failed, "migration \(migration) of '\(schema)' failed and was rolled back", cause: error)
    }
    transaction.enqueue(record(migration))
  }

  // MARK: Statements

  /// The advisory lock of this schema's migrations: a number out of its name.
  private var advisoryLock: Statement {
    "select pg_advisory_xact_lock(hashtextextended(\("schema_migrations of \(schema.name)"), 0))"
  }

  private func set(_ setting: String, _ duration: Duration) -> Statement {
    "select set_config(\(setting), \(String(duration.milliseconds)), true)"
  }

  /// Migrations name their tables without a schema: whoever runs them, they mean this one.
  private var searchSchema: Statement {
    "select set_config('search_path', \(schema.name), true)"
  }

  private var schemaExists: Statement {
    "select exists (select from pg_catalog.pg_namespace where nspname = \(schema.name))"
  }

  private var historyExists: Statement {
    """
    select exists (
      select from pg_catalog.pg_class
      where relnamespace = (select oid from pg_catalog.pg_namespace where nspname = \(schema.name))
        and relname = \(historyTable.name)
    )
    """
  }

  private var history: Statement { "\(identifier: schema).\(identifier: historyTable)" }

  private var createHistory: Statement {
    """
    create table \(fragment: history) (
      number bigint primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp()
    )
    """
  }

  private var comparison: Statement {
    """
    select number, wanted.name, encode(sha256(wanted.sql), 'hex'), applied.name, applied.checksum
    from unnest(
        \(migrations.map(\.number)), \(migrations.map(\.name)), \(migrations.map { Array($0.sql.utf8) })
      ) as wanted (number, name, sql)
    full join \(fragment: history) as applied using (number)
    order by number
    """
  }

  private func record(_ migration: Migration) -> Statement {
    """
    insert into \(fragment: history) (number, name, checksum)
    values (\(migration.number), \(migration.name), encode(sha256(\(Array(migration.sql.utf8))), 'hex'))
    """
  }
}
