import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// What is known of an offer and a member together.
package struct TargetingFacts: Sendable {
  /// A member's targeting, as it is known here.
  struct Profile: Sendable {
    let sectors: [SectorCode]
    let zones: [ZoneCode]
    let level: Level
  }

  let state: OfferState
  let sector: SectorCode
  let zone: ZoneCode
  let isMemberActive: Bool
  let profile: Profile?
  let hasBudget: Bool
  let toldWave: Int?
  let toldAt: Timestamp?
  let schedule: WaveSchedule?
  var waiting: [Level: Int] = [:]
  var ahead: [Level: Int] = [:]

  /// Reads a row of `TargetingStatements.facts`.
  init(_ row: Row) throws(PostgreSQLError) {
    state = try row["state", as: OfferState.self]
    sector = try row["sector", as: SectorCode.self]
    zone = try row["zone", as: ZoneCode.self]
    isMemberActive = try row["is_active", as: Bool.self]
    hasBudget = try row["has_budget", as: Bool.self]
    toldWave = try row["told_wave", as: Int?.self]
    toldAt = try row["solicited_at", as: Timestamp?.self]
    profile =
      if let level = try row["level", as: Level?.self] {
        Profile(
          sectors: try row["sectors", as: [SectorCode].self], zones: try row["zones", as: [ZoneCode].self], level: level
        )
      } else { nil }
    schedule =
      if let level = try row["schedule_level", as: Level?.self] {
        WaveSchedule(
          offerID: try row["offer_id", as: OfferID.self], wave: try row["wave", as: Int.self], level: level,
          dueAt: try row["due_at", as: Timestamp?.self],
          lastDispatchedAt: try row["last_dispatched_at", as: Timestamp?.self])
      } else { nil }
  }

  /// What keeps the offer from the member whatever the profile.
  var hindrances: [TargetingReason] {
    (isMemberActive ? [] : [.memberNotActive]) + (state == .published ? [] : [.offerNotOpen])
  }

  /// What of the offer a profile does not cover.
  func uncovered(by profile: Profile) -> [TargetingReason] {
    let coverage = AProfileCoversSectorAndZone(
      sectors: profile.sectors, zones: profile.zones, sector: sector, zone: zone)
    return (coverage.coversSector ? [] : [.sectorNotCovered]) + (coverage.coversZone ? [] : [.zoneNotCovered])
  }

  /// Which wave will reach the member.
  func forecast(_ level: Level, policy: WaveTerms, at now: Timestamp) -> WaveForecast? {
    schedule.map { schedule in
      WaveForecast(
        of: level, ahead: ahead[level] ?? 0, waiting: waiting, on: schedule, delay: Double(policy.waveDelaySeconds),
        maximumSize: policy.waveMaximumSize, now: now)
    }
  }
}
