import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Which waves of an open offer are still to come: where they stand, how many wait, under which policy.
struct Expectation: Sendable {
  let due: WaveScheduleStatements.Due
  let waiting: [Level: Int]
  let policy: WaveTerms
  let now: Timestamp

  /// The waves in their order, at most so many.
  func waves(limit: Int = .max) -> [PlannedWave] {
    PlannedWave.all(
      waiting: waiting, on: due.schedule, delay: Double(policy.waveDelaySeconds), maximumSize: policy.waveMaximumSize,
      now: now, limit: limit)
  }

  /// The wave that reaches somebody who waits.
  func forecast(_ member: WaitingStatements.Waiting) -> WaveForecast {
    WaveForecast(
      of: member.level, ahead: member.ahead, waiting: waiting, on: due.schedule,
      delay: Double(policy.waveDelaySeconds), maximumSize: policy.waveMaximumSize, now: now)
  }

  /// What is expected of each of some offers that are open.
  static func read(
    of ids: [OfferID], policy: WaveTerms, at now: Timestamp, in transaction: Transaction
  ) async throws -> [OfferID: Expectation] {
    guard !ids.isEmpty else { return [:] }
    let dues = try await transaction.query(WaitingStatements.schedules(of: ids)).map(WaveScheduleStatements.due)
    guard !dues.isEmpty else { return [:] }
    let results = try await transaction.query(
      dues.map { WaitingStatements.counts($0, perWeek: policy.solicitationsPerWeek, at: now) })
    let expectations = try zip(dues, results).map { due, rows in
      let waiting = try rows.decode((Level, Int).self).map { ($0.0, $0.1) }
      return Expectation(
        due: due, waiting: Dictionary(waiting) { first, _ in first }, policy: policy, now: now)
    }
    return Dictionary(expectations.map { ($0.due.schedule.offerID, $0) }) { first, _ in first }
  }
}
