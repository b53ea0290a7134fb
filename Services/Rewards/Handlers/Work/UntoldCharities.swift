import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Tells of charities that were registered before anybody was told of them, once each (W10).
package struct UntoldCharities: ScheduledWork {
  /// How many one transaction tells of at most.
  private static let batchSize = 100

  package let name = "untold-charities"
  package let rest = Duration.milliseconds(250)

  package init() {}

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let untold = try await transaction.query([CharityStatements.lockUntold(limit: Self.batchSize)])[0]
      .map(CharityStatements.untold)
    guard !untold.isEmpty else { return .whenSomethingHappens }
    for (charity, isDesignated) in untold {
      emission.publish(CharityDescribed(charity, isDesignated: isDesignated))
    }
    transaction.enqueue([CharityStatements.noteTold(untold.map(\.charity.id))])
    return untold.count == Self.batchSize ? .immediately : .whenSomethingHappens
  }
}
