public import PostgreSQLClient

/// The runtime's own migrations; they come first in every service's schema.
public enum RuntimeMigrations {
  /// Inbox and outbox.
  public static let all: [Migration] = [
    migration(1, "runtime", PackageResources._001_runtime_sql),
    migration(2, "outbox_by_batch", PackageResources._002_outbox_by_batch_sql),
    migration(3, "outbox_in_turns", PackageResources._003_outbox_in_turns_sql),
    migration(4, "inbox_by_age", PackageResources._004_inbox_by_age_sql),
    migration(5, "corrections", PackageResources._005_corrections_sql),
    migration(6, "decisions", PackageResources._006_decisions_sql),
    migration(7, "inbox_by_login", PackageResources._007_inbox_by_login_sql),
    migration(8, "decisions_kept", PackageResources._008_decisions_kept_sql),
    migration(9, "corrections_by_subject", PackageResources._009_corrections_by_subject_sql),
  ]

  private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
    Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
  }
}
