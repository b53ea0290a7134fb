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

  /// Where the waves of open offers stand, in the columns that `WaveScheduleStatements.due` reads.
  static func schedules(of ids: [OfferID]) -> Statement {
    """
    select s.offer_id, s.wave, s.level, s.due_at, s.last_dispatched_at, o.sector, o.zone
    from offers.wave_schedules s
    join offers.offers o on o.offer_id = s.offer_id
    where s.offer_id = any(\(ids)) and o.state = 'published'
    """
  }

  /// How many members of each level wait for an offer.
  static func counts(_ due: WaveScheduleStatements.Due, perWeek: Int?, at now: Timestamp) -> Statement {
    "select m.level, count(*) from \(fragment: waiting(due, perWeek: perWeek, at: now)) group by m.level"
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

  /// How many of a place's level stand before it or at it.
  static func count(
    of due: WaveScheduleStatements.Due, upTo place: Place, perWeek: Int?, at now: Timestamp
  ) -> Statement {
    """
    select count(*)
    from \(fragment: waiting(due, perWeek: perWeek, at: now))
      and m.level = \(place.level)
      and (-m.points, coalesce(m.joined_at, 'infinity'), m.member_id)
        <= (-\(place.points)::bigint, coalesce(\(place.joinedAt)::timestamptz, 'infinity'), \(place.memberID))
    """
  }

  /// Those of some levels who wait for an offer, in the order of these; without the first ones, and at most so many.
  static func members(
    _ due: WaveScheduleStatements.Due, of levels: [Level], without first: Int, limit: Int, perWeek: Int?,
    at now: Timestamp
  ) -> Statement {
    """
    select m.member_id, m.level
    from \(fragment: waiting(due, perWeek: perWeek, at: now)) and m.level = any(\(levels))
    order by array_position(\(levels), m.level), m.points desc, m.joined_at, m.member_id
    offset \(first)
    limit \(limit)
    """
  }

  /// The members who wait for an offer, with all conditions, as `from` takes them; more may be added by `and`.
  ///
  /// Who was told is looked up in one table of hashes, made of the offer's solicitations: a wave looks each member up by the
  /// key, which is right for what is dispatched once, but ten times as dear for what is asked for by a page.
  private static func waiting(_ due: WaveScheduleStatements.Due, perWeek: Int?, at now: Timestamp) -> Statement {
    """
    offers.members m
    where m.is_active
      and m.sectors && \(due.sector.ancestors) and m.zones && \(due.zone.ancestors)
      and m.member_id not in (
        select told.member_id from offers.solicitations told where told.offer_id = \(due.schedule.offerID)
      )
      and \(fragment: SolicitationStatements.hasBudget(perWeek, at: now))
    """
  }

  /// Decodes rows of `members`; of the first level so many come before.
  static func members(_ rows: ResultSet, behind first: Int, of level: Level?) throws -> [Waiting] {
    var ahead: [Level: Int] = [:]
    if let level { ahead[level] = first }
    return try rows.decode((MemberID, Level).self).map { member, level in
      defer { ahead[level, default: 0] += 1 }
      return Waiting(memberID: member, level: level, ahead: ahead[level, default: 0])
    }
  }
}
