public import PostgreSQLClient

/// The runtime's own migrations; they come first in every service's schema.
public enum RuntimeMigrations {
  /// Inbox and outbox.
  public static let all: [Migration] = [
    Migration(number: 1, name: "runtime", sql: String(decoding: PackageResources._001_runtime_sql, as: UTF8.self))
  ]
}
