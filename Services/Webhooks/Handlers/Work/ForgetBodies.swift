import MessageHandling
import PostgreSQLClient
import Vocabulary

/// Forgets headers and bodies of webhooks that nobody waits for any more; ids, hashes and reports stay.
package struct ForgetBodies: ScheduledWork {
  package let name = "forget-webhooks"
  /// How many one run forgets at most.
  private static let count = 500
  /// Seconds until it looks again.
  private static let pause: Double = 3600

  private let days: Int

  /// Forgets after some days.
  package init(afterDays days: Int) {
    self.days = days
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let limit = now.adding(seconds: -Double(days) * 86_400)
    let rows = try await transaction.query(DeliveryStatements.forget(before: limit, count: Self.count))
    return rows.count == Self.count ? .immediately : .at(now.adding(seconds: Self.pause))
  }
}
