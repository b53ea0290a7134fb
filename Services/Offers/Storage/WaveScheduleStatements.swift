import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.wave_schedules`; the offer's row is locked before the schedule's.
enum WaveScheduleStatements {
  /// An offer whose wave is due.
  struct Due: Sendable {
    let schedule: WaveSchedule
    let sector: SectorCode
    let zone: ZoneCode
  }

  /// Locks the offer whose wave has been due longest, unless somebody else is at it.
  ///
  /// Both rows are locked: the offer's so that it does not close meanwhile, the schedule's so that a wave which another
  /// process dispatched a moment ago is seen. Skipping instead of waiting keeps the order of locks free of circles.
  static func lockDue(at now: Timestamp) -> Statement {
    """
    select s.offer_id, s.wave, s.level, s.due_at, s.last_dispatched_at, o.sector, o.zone
    from offers.wave_schedules s
    join offers.offers o on o.offer_id = s.offer_id
    where s.due_at <= \(now) and o.state = 'published' and (o.closes_at is null or o.closes_at > \(now))
    order by s.due_at, s.offer_id
    limit 1
    for no key update of o, s skip locked
    """
  }

  /// When the next wave, or a change of everybody's eligibility, will be due; what is due already and could not be locked
  /// is somebody else's.
  static func nextDue(after now: Timestamp) -> Statement {
    """
    select least(
      (select min(s.due_at) from offers.wave_schedules s where s.due_at > \(now)),
      (select min(c.due_at) from offers.eligibility_changes c where c.due_at > \(now))
    )
    """
  }

  static func insert(_ schedules: [WaveSchedule]) -> Statement {
    """
    insert into offers.wave_schedules (offer_id, wave, level, due_at, last_dispatched_at)
    select * from unnest(
      \(schedules.map(\.offerID)), \(schedules.map(\.wave)), \(schedules.map(\.level)), \(schedules.map(\.dueAt)),
      \(schedules.map(\.lastDispatchedAt))
    )
    """
  }

  static func update(_ schedule: WaveSchedule) -> Statement {
    """
    update offers.wave_schedules s
    set wave = \(schedule.wave), level = \(schedule.level), due_at = \(schedule.dueAt),
      last_dispatched_at = \(schedule.lastDispatchedAt)
    where s.offer_id = \(schedule.offerID)
    """
  }

  /// Whether the schedule `s` rests, waits for longer than a delay after its last wave, or may be in somebody's hands.
  ///
  /// Another process may be dispatching what is due, by a clock that is not quite this one: within a minute either way. All
  /// others come to their next wave by themselves, no later than they would be woken.
  static func mayRest(delay: Double, at now: Timestamp) -> Statement {
    """
    (
      s.due_at is null or s.due_at <= \(now)::timestamptz + interval '1 minute'
      or s.due_at > greatest(s.last_dispatched_at + make_interval(secs => \(delay)), \(now))
    )
    """
  }

  /// Wakes schedules that rest, no sooner than a delay after their last wave; their offers are locked.
  static func wake(_ ids: [OfferID], delay: Double, at now: Timestamp) -> Statement {
    """
    update offers.wave_schedules s
    set due_at = woken.due_at
    from (
      select r.offer_id, greatest(r.last_dispatched_at + make_interval(secs => \(delay)), \(now)) as due_at
      from offers.wave_schedules r
      where r.offer_id = any(\(ids))
    ) woken
    where s.offer_id = woken.offer_id and (s.due_at is null or s.due_at > woken.due_at)
    """
  }

  /// Ends the waves of offers that close; their rows are locked.
  static func delete(_ ids: [OfferID]) -> Statement {
    "delete from offers.wave_schedules s where s.offer_id = any(\(ids))"
  }

  /// Reads a row of `lockDue`.
  static func due(_ row: Row) throws(PostgreSQLError) -> Due {
    Due(
      schedule: try schedule(row),
      sector: try row["sector", as: SectorCode.self],
      zone: try row["zone", as: ZoneCode.self]
    )
  }

  /// Reads the columns of a schedule.
  static func schedule(_ row: Row) throws(PostgreSQLError) -> WaveSchedule {
    WaveSchedule(
      offerID: try row["offer_id", as: OfferID.self],
      wave: try row["wave", as: Int.self],
      level: try row["level", as: Level.self],
      dueAt: try row["due_at", as: Timestamp?.self],
      lastDispatchedAt: try row["last_dispatched_at", as: Timestamp?.self]
    )
  }
}
