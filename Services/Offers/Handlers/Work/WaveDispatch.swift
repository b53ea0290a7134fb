import Messages
import OffersDomain
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Dispatches the waves that are due, one a run, and wakes offers for members who became eligible late (O3, O4).
///
/// A policy that comes in force with another budget makes everybody's eligibility change at that instant.
package struct WaveDispatch: ScheduledWork {
  /// How many members an event names at most (contract, wave-dispatched).
  private static let membersPerEvent = 500
  /// How many changes of eligibility one run takes.
  private static let changesPerRun = 500

  package let name = "wave-dispatch"
  private let policies: PolicyStatements<WavePolicy>

  package init(policy: WavePolicy) {
    policies = PolicyStatements(policy)
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let results = try await transaction.query([
      policies.inForce(at: now), EligibilityChangeStatements.take(limit: Self.changesPerRun, at: now),
    ])
    let policy = try policies.terms(results[0])
    let changes = try results[1].decode(MemberID?.self)
    try await wake(for: changes, policy: policy, at: now, in: transaction)
    let rows = try await transaction.query([
      WaveScheduleStatements.lockDue(at: now), WaveScheduleStatements.nextDue(after: now),
    ])
    if let row = rows[0].first {
      try await dispatch(WaveScheduleStatements.due(row), policy: policy, at: now, in: transaction, emitting: &emission)
      return .immediately
    }
    if changes.count == Self.changesPerRun { return .immediately }
    return try rows[1][0].decode(Timestamp?.self).map { .at($0) } ?? .whenSomethingHappens
  }

  /// Has the offers' waves go on that members became eligible for.
  private func wake(
    for changes: [MemberID?], policy: WaveTerms, at now: Timestamp, in transaction: Transaction
  ) async throws {
    guard !changes.isEmpty else { return }
    let members = Set(changes.compactMap(\.self))
    let delay = Double(policy.waveDelaySeconds)
    let offers = try await transaction.query(
      changes.contains(nil)
        ? EligibilityChangeStatements.lockOffersToEverybody(delay: delay, at: now)
        : EligibilityChangeStatements.lockOffers(to: members.sorted(), delay: delay, at: now))
    let ids = try offers.decode(OfferID.self)
    guard !ids.isEmpty else { return }
    try await transaction.query(WaveScheduleStatements.wake(ids, delay: delay, at: now))
  }

  /// Solicits those whose turn it is, or lets the offer rest when nobody is left.
  private func dispatch(
    _ due: WaveScheduleStatements.Due, policy: WaveTerms, at now: Timestamp, in transaction: Transaction,
    emitting emission: inout Emission
  ) async throws {
    let limits = SolicitationStatements.Limits(
      maximumSize: policy.waveMaximumSize, perWeek: policy.solicitationsPerWeek)
    if limits.perWeek != nil { transaction.enqueue(SolicitationStatements.lockBudget) }
    let rows = try await transaction.query(SolicitationStatements.solicit(due, limits: limits, at: now))
    let delay = Double(policy.waveDelaySeconds)
    guard let first = rows.first else {
      let wakeAt = try await budgetFreed(due, limits: limits, at: now, in: transaction)
      transaction.enqueue(WaveScheduleStatements.update(due.schedule.after(nil, at: now, delay: delay, wakeAt: wakeAt)))
      return
    }
    let (_, level, turn, waiting) = try first.decode((MemberID, Level, Int, Int).self)
    let members = try rows.map { try $0["member_id", as: MemberID.self] }
    let dispatch = WaveSchedule.Dispatch(level: level, remaining: waiting - members.count)
    let wave = due.schedule.wave + turn
    transaction.enqueue([
      WaveStatements.insert(
        wave, of: level, offer: due.schedule.offerID, members: members.count, policyVersion: policy.version, at: now),
      WaveScheduleStatements.update(due.schedule.after(dispatch, at: now, delay: delay)),
    ])
    for start in stride(from: 0, to: members.count, by: Self.membersPerEvent) {
      let part = Array(members[start..<min(start + Self.membersPerEvent, members.count)])
      emission.publish(WaveDispatched(offerId: due.schedule.offerID, wave: wave, level: level, memberIds: part))
    }
  }

  /// When somebody whom the budget alone keeps from the offer may be solicited again.
  private func budgetFreed(
    _ due: WaveScheduleStatements.Due, limits: SolicitationStatements.Limits, at now: Timestamp,
    in transaction: Transaction
  ) async throws -> Timestamp? {
    guard let perWeek = limits.perWeek else { return nil }
    let rows = try await transaction.query(SolicitationStatements.firstBudgetFreed(due, perWeek: perWeek, at: now))
    return try rows[0].decode(Timestamp?.self)
  }
}
