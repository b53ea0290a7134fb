import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Asks finance for instalments on their day, in the time zone of the policy (W9).
package struct DueInstalments: ScheduledWork {
  /// How many parts one transaction looks at, at most.
  private static let batchSize = 200

  package let name = "due-instalments"
  package let rest = Duration.milliseconds(250)

  package init() {}

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let results = try await transaction.query([
      InstalmentStatements.lockDue(at: now, limit: Self.batchSize), InstalmentStatements.nextDue(after: now),
    ])
    let rewards = try results[0].decode(RewardID.self)
    guard !rewards.isEmpty else {
      return try results[1].first?.decode(Timestamp?.self).map { .at($0) } ?? .whenSomethingHappens
    }
    var book = try await RewardBook.load(RewardBook.Scope(rewards: Set(rewards)), at: now, in: transaction)
    book.requestDue(emitting: &emission)
    transaction.enqueue(book.statements)
    return .immediately
  }
}
