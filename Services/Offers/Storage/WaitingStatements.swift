import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on those who are still to be told of an offer, in the order in which they will be (O3, O5).
///
/// Waiting is who is eligible for a wave, by the same conditions as in `SolicitationStatements.solicit`.
enum WaitingStatements {
  /// Where somebody stands among those who wait.
  struct Place: Sendable {
    let level: Level
    let points: Int
    let joinedAt: Timestamp?
    let memberID: MemberID
  }

  /// Somebody who waits, and how many of the same level come before.
  struct Waiting: Sendable {
    let memberID: MemberID
    let level: Level
    let ahead: Int
  }

  /// Where the waves of open offers stand. Columns as in `WaveScheduleStatements.due`.
  static func schedules(of ids: [OfferID]) -> Statement {
    """
    select s.offer_id, s.wave, s.level, s.due_at, s.last_dispatched_at, o.sector, o.zone
    from offers.wave_schedules s
    join offers.offers o on o.offer_id = s.offer_id
    where s.offer_id = any(\(ids)) and o.state = 'published'
    """
  }

  /// How many members of each level wait for open offers.
  static func counts(of ids: [OfferID], perWeek: Int?, at now: Timestamp) -> Statement {
    """
    select o.offer_id, m.level, count(*)
    from offers.offers o
    join offers.members m on m.is_active and m.sectors && o.sector_ancestors and m.zones && o.zone_ancestors
    where o.offer_id = any(\(ids)) and o.state = 'published'
      and \(fragment: SolicitationStatements.isUntold("o.offer_id"))
      and \(fragment: SolicitationStatements.hasBudget(perWeek, at: now))
    group by o.offer_id, m.level
    """
  }

  /// Where a member stands, whether or not they wait.
  static func places(of ids: [MemberID]) -> Statement {
    "select m.member_id, m.level, m.points, m.joined_at from offers.members m where m.member_id = any(\(ids))"
  }

  /// Decodes rows of `places`.
  static func places(_ rows: ResultSet) throws -> [MemberID: Place] {
    let places = try rows.decode((MemberID, Level, Int, Timestamp?).self).map {
      Place(level: $0.1, points: $0.2, joinedAt: $0.3, memberID: $0.0)
    }
    return Dictionary(places.map { ($0.memberID, $0) }) { first, _ in first }
  }

  /// Those who wait for an offer, behind a place and in one wave where these are given; at most so many.
  static func members(
    _ due: WaveScheduleStatements.Due, in wave: PlannedWave?, behind place: Place?, limit: Int, perWeek: Int?,
    at now: Timestamp
  ) -> Statement {
    let turns = due.schedule.turns
    let inWave: Statement =
      wave.map { "w.level = \($0.level) and w.ahead >= \($0.ahead) and w.ahead < \($0.ahead + $0.members)" } ?? "true"
    let behind: Statement =
      place.map { place in
        """
        (w.turn, -w.points, coalesce(w.joined_at, 'infinity'), w.member_id)
          > (
            array_position(\(turns), \(place.level)), -\(place.points)::bigint,
            coalesce(\(place.joinedAt)::timestamptz, 'infinity'), \(place.memberID)
          )
        """
      } ?? "true"
    return """
      select w.member_id, w.level, w.ahead
      from (
        select m.member_id, m.level, m.points, m.joined_at, array_position(\(turns), m.level) as turn,
          row_number() over (partition by m.level order by m.points desc, m.joined_at, m.member_id) - 1 as ahead
        from offers.members m
        where m.is_active
          and m.sectors && \(due.sector.ancestors) and m.zones && \(due.zone.ancestors)
          and \(fragment: SolicitationStatements.isUntold("\(due.schedule.offerID)"))
          and \(fragment: SolicitationStatements.hasBudget(perWeek, at: now))
      ) w
      where \(fragment: inWave) and \(fragment: behind)
      order by w.turn, w.ahead
      limit \(limit)
      """
  }

  /// Decodes rows of `members`.
  static func members(_ rows: ResultSet) throws -> [Waiting] {
    try rows.decode((MemberID, Level, Int).self).map { Waiting(memberID: $0.0, level: $0.1, ahead: $0.2) }
  }
}
