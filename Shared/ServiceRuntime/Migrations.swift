public import PostgreSQLClient

/// The runtime's own migrations, numbered 1 to 100 in every service's schema.
public enum RuntimeMigrations {
  /// Inbox and outbox.
  public static let all: [Migration] = [
    Migration(number: 1, name: "runtime", sql: String(decoding: PackageResources._001_runtime_sql, as: UTF8.self))
  ]
}
