import FoundationEssentials
import NotificationsService
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing

/// Rows of notifications that wait come and go with every hire: their table looks empty, and its indexes are full of those that
/// have gone.
@Suite("What looking for notifications that wait reads")
struct WaitingReadingTests {
  @Test("those of the things that are asked for, however many others wait or waited", arguments: [0, 20_000])
  func plan(others: Int) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { db in
      _ = try await db.pool.execute([
        """
        insert into notifications.pending_notifications (
          notification_id, kind, awaited_kind, awaited_id, notice, pending_since, topic, told_kind, told_id
        )
        select
          lpad(to_hex(n), 32, '0')::uuid, 'staff-hire-attributed', 'hire', lpad(to_hex(n), 32, '0')::uuid, '{}', now(), 'staff',
          'attribution', lpad(to_hex(n), 32, '0')::uuid
        from generate_series(1, \(others)) n
        """,
        "analyze notifications.pending_notifications",
      ])
      let statement = StepStatements.waiting([UUID(), UUID()], andOnThoseOf: [UUID()])
      let plan = try await db.query("explain \(fragment: statement)").decode(String.self).joined(separator: "\n")
      #expect(plan.contains("pending_notifications_by_told"), "\(plan)")
      #expect(!plan.contains("pending_notifications_pkey"), "\(plan)")
    }
  }
}
