public import MessageHandling
public import PostgreSQLClient
public import Topology

extension ServiceDefinition {
  /// The service's schema.
  var schema: SQLIdentifier { name.schema }

  /// The runtime's migrations and the service's own, each with a history of its own: either can grow without the other.
  private func migrators() throws(MigrationError) -> [Migrator] {
    [
      try Migrator(schema: schema, migrations: RuntimeMigrations.all, historyTable: "runtime_migrations"),
      try Migrator(schema: schema, migrations: migrations),
    ]
  }

  /// What the database still lacks.
  func pendingMigrations(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    var pending: [Migration] = []
    for migrator in try migrators() { pending += try await migrator.pending(on: connection) }
    return pending
  }

  /// Applies what the database lacks; says what that was.
  public func migrate(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    var applied: [Migration] = []
    for migrator in try migrators() { applied += try await migrator.apply(on: connection) }
    return applied
  }
}

extension ServiceName {
  /// The schema that the service owns.
  public var schema: SQLIdentifier {
    switch self {
    case .members: "members"
    case .offers: "offers"
    case .recommendations: "recommendations"
    case .qualification: "qualification"
    case .rewards: "rewards"
    case .notifications: "notifications"
    case .webhooks: "webhooks"
    }
  }
}
