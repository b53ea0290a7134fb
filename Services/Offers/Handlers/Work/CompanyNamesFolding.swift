import PostgreSQLClient
import MessageHandling
import Synchronization
import Vocabulary

/// Folds names of companies that a program of the version before registered, so that they are found by them (A1).
package final class CompanyNamesFolding: ScheduledWork {
  /// How many companies one transaction takes.
  package static let limit = 500
  /// Seconds between looks when there is nothing more to do.
  private static let interval = 60.0

  package let name = "company-names-folding"
  private let nextLook = Mutex(Timestamp(microseconds: 0))

  package init() {}

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let next = nextLook.withLock(\.self)
    guard next <= now else { return .at(next) }
    let companies = try await transaction.query(CompanyStatements.lockUnfolded(limit: Self.limit))
      .decode((CompanyID, String).self).map { ($0.0, $0.1) }
    if !companies.isEmpty {
      transaction.enqueue(CompanyStatements.fold(Dictionary(companies) { first, _ in first }))
    }
    guard companies.count < Self.limit else { return .immediately }
    let later = now.adding(seconds: Self.interval)
    nextLook.withLock { $0 = later }
    return .at(later)
  }
}
