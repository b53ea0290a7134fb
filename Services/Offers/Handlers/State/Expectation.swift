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
    let results = try await transaction.query([
      WaitingStatements.schedules(of: ids),
      WaitingStatements.counts(of: ids, perWeek: policy.solicitationsPerWeek, at: now),
    ])
    var waiting: [OfferID: [Level: Int]] = [:]
    for row in results[1] {
      let (offer, level, count) = try row.decode((OfferID, Level, Int).self)
      waiting[offer, default: [:]][level] = count
    }
    let expectations = try results[0].map { row in
      let due = try WaveScheduleStatements.due(row)
      return Expectation(due: due, waiting: waiting[due.schedule.offerID] ?? [:], policy: policy, now: now)
    }
    return Dictionary(expectations.map { ($0.due.schedule.offerID, $0) }) { first, _ in first }
  }
}
